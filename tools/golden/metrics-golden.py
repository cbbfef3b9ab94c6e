#!/usr/bin/env python3
"""Writes the golden values that the metric specs of libs/evaluation compare with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 pytrec_eval-terrier==0.5.11
    venv/bin/python tools/golden/metrics-golden.py > libs/evaluation/src/metrics/fixtures/metrics-golden.json
    npx prettier --write libs/evaluation/src/metrics/fixtures/metrics-golden.json

The same versions give the same bytes.

Two sources, neither of which shares code with the library:

* ``trec``: trec_eval itself, through pytrec_eval-terrier, for hits/k (``P_k``), nDCG@k (``ndcg_cut_k``), plain AP@k (``map_cut_k``), reciprocal rank
  (``recip_rank``) and the recall of the pool (``set_recall``).
* ``mesed``: a NumPy evaluation of MESED's two formulas, which no public tool has:
  AP@k = sum of hits_so_far / rank over the hits / D and P@k = hits / D, with D = min(|gt|, k) while the cut prediction has at most 50 entries and
  min(|gt|, entries, k) beyond.

The rankings are generated with a fixed seed; their lengths and gold sets sit on and beside every boundary of the formulas (10, 20, 50, 100).
trec_eval cannot represent an id that is ranked twice, so a repetition is given to it as an entity of its own that is not relevant: that is what "counts at its
first occurrence, later only takes up a rank" means.
"""

import json
import sys

import numpy as np
import pytrec_eval
from importlib.metadata import version

CUTOFFS = [10, 20, 50, 100]
MEASURES = {f"{name}.{','.join(map(str, CUTOFFS))}" for name in ("P", "ndcg_cut", "map_cut")} | {"recip_rank", "set_recall"}
LENGTHS = [0, 1, 3, 9, 10, 11, 20, 49, 50, 51, 52, 60, 99, 100, 101, 140]
GOLD_SIZES = [1, 2, 9, 10, 11, 20, 49, 50, 51, 52, 80, 100, 120]


def without_seeds(case):
    seeds = set(case["seeds"])
    return [i for i in case["ranked"] if i not in seeds], [i for i in case["gold"] if i not in seeds]


def trec_values(ranked, gold):
    """What trec_eval says; scores are whole numbers, so that neither single precision nor ties can disturb the order."""
    seen, unique = set(), []
    for position, entity in enumerate(ranked):
        unique.append(f"repetition-{position}" if entity in seen else entity)
        seen.add(entity)
    evaluator = pytrec_eval.RelevanceEvaluator({"q": {i: 1 for i in gold}}, MEASURES)
    return evaluator.evaluate({"q": {i: float(len(unique) - n) for n, i in enumerate(unique)}})["q"]


def mesed_values(ranked, gold):
    values = {}
    for k in CUTOFFS:
        cut = np.array(ranked[:k], dtype=object)
        first = np.zeros(len(cut), dtype=bool)
        first[np.unique(cut.astype(str), return_index=True)[1]] = True
        hit = first & np.isin(cut.astype(str), np.array(gold, dtype=str)) if len(cut) else first
        denominator = min(len(gold), k) if len(cut) <= 50 else min(len(gold), len(cut), k)
        precision = np.cumsum(hit) / np.arange(1, len(cut) + 1)
        values[f"ap_{k}"] = float(precision[hit].sum() / denominator)
        values[f"p_{k}"] = float(hit.sum() / denominator)
    return values


def generated_case(rng, length, gold_size, seed_count, hit_share, repeats):
    """Ids e0, e1, … are gold, the first of them seeds; x0, x1, … are not. Seeds may turn up in the ranking."""
    gold = [f"e{i}" for i in range(gold_size + seed_count)]
    seeds = gold[:seed_count]
    hits = [str(i) for i in rng.permutation(gold)][: round(length * hit_share)]
    ranked = hits + [f"x{i}" for i in range(length - len(hits))]
    ranked = [str(i) for i in rng.permutation(ranked)] if hit_share < 1 else ranked
    for _ in range(repeats if length else 0):
        ranked.insert(int(rng.integers(len(ranked) + 1)), ranked[int(rng.integers(len(ranked)))])
    return {"ranked": ranked, "gold": gold, "seeds": seeds}


def main():
    rng = np.random.Generator(np.random.PCG64(20250101))
    cases = []
    for number, length in enumerate(LENGTHS * 5):
        gold_size = GOLD_SIZES[(number * 5 + number // len(LENGTHS)) % len(GOLD_SIZES)]
        hit_share = [0.1, 0.4, 0.8, 1.0, 0.0][number // len(LENGTHS)] if number % 7 else 0.5
        repeats = 4 if number % 3 == 0 else 0
        cases.append(generated_case(rng, length, gold_size, [0, 3, 5][number % 3], hit_share, repeats))
    for length in (50, 51):  # all hits, gold set larger than 50: the step of the MESED denominator
        cases.append(generated_case(rng, length, 80, 0, 1.0, 0))
    for case in cases:
        ranked, gold = without_seeds(case)
        case["trec"] = dict(sorted(trec_values(ranked, gold).items()))
        case["mesed"] = mesed_values(ranked, gold)
        for key in ("ranked", "gold", "seeds"):
            case[key] = " ".join(case[key])  # one line each in the fixture
    document = {
        "generator": "tools/golden/metrics-golden.py",
        "tools": {"pytrec_eval-terrier": version("pytrec_eval-terrier"), "numpy": np.__version__},
        "cutoffs": CUTOFFS,
        "cases": cases,
    }
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
