#!/usr/bin/env python3
"""Writes the golden values that the spec of `mergePermutations` compares with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python tools/golden/median-order-golden.py > libs/ranking/src/judging/fixtures/median-order-golden.json
    npx prettier --write libs/ranking/src/judging/fixtures/median-order-golden.json

The same versions give the same bytes.

The Kendall distance of two orders of k members is (1 - tau) / 2 * k * (k - 1) / 2 with SciPy's tau. The least sum of distances to the answers is found
by trying every order; nothing of it is shared with the library, which uses dynamic programming.
"""

import itertools
import json
import sys
from importlib.metadata import version

import numpy as np
from scipy.stats import kendalltau

# Members and answers of each case; ties between even numbers of answers, and more answers than members are among them.
SHAPES = [(2, 1), (2, 4), (3, 2), (3, 3), (4, 3), (4, 6), (5, 2), (5, 3), (5, 5), (6, 2), (6, 3), (6, 4)]


def distance(order, answer):
    """Pairs that the two orders have in different ways; `order` and `answer` list members, best first."""
    members = range(len(order))
    places = [[list(o).index(m) for m in members] for o in (order, answer)]
    tau = kendalltau(*places).statistic
    return round((1 - tau) / 2 * len(order) * (len(order) - 1) / 2)


def main():
    rng = np.random.Generator(np.random.PCG64(20250201))
    cases = []
    for k, m in SHAPES:
        answers = [[int(i) for i in rng.permutation(k)] for _ in range(m)]
        sums = {order: sum(distance(order, a) for a in answers) for order in itertools.permutations(range(k))}
        least = min(sums.values())
        cases.append({
            "answers": ["".join("abcdefgh"[i] for i in a) for a in answers],
            "distance": least,
            "orders": ["".join("abcdefgh"[i] for i in o) for o, s in sums.items() if s == least],
        })
    document = {
        "generator": "tools/golden/median-order-golden.py",
        "tools": {"scipy": version("scipy"), "numpy": version("numpy")},
        "cases": cases,
    }
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
