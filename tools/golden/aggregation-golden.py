#!/usr/bin/env python3
"""Writes the golden values that the aggregator specs of libs/ranking compare with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 networkx==3.6.1 choix==0.4.1
    venv/bin/python tools/golden/aggregation-golden.py > libs/ranking/src/aggregation/fixtures/aggregation-golden.json
    npx prettier --write libs/ranking/src/aggregation/fixtures/aggregation-golden.json

The same versions give the same bytes on the same processor.

Where the values come from; nothing here shares code with the library:

* ``bradleyTerry.likelihood``: choix.mm_pairwise (maximum likelihood, Hunter's MM); ``.posterior``: choix.opt_pairwise (normal prior of precision
  ``PRECISION``, whose alpha is half of it: it penalises alpha times the sum of squares; SciPy's Newton-CG). Errors: NumPy's pseudo-inverse of the Fisher information at those values, in which a comparison from a list of L
  members counts 3 / (L + 1). ``.confidence`` between candidates 0 and 1, and 2 and 3: scipy.stats.norm.
* ``rankCentrality.plain``: choix.rank_centrality; ``.smoothed``: the eigenvector (numpy.linalg.eig) of the chain as Negahban et al. write it, with d_max,
  with one win added to both sides of the pairs that met.
* ``pageRank``: networkx.pagerank on the graph from losers to winners, weighted by the number of comparisons.
* ``borda``: means and scipy.stats.sem of the local scores.
* ``winRate``: counted pair by pair; errors as in the library's formula, evaluated in NumPy.
* ``kemeny``: all orders tried: the fewest disagreements, and how many orders have them.
* ``normalCdf``: scipy.special.ndtr.
"""

import itertools
import json
import sys
from importlib.metadata import version

import choix
import networkx as nx
import numpy as np
from scipy.special import ndtr
from scipy.stats import norm, sem

PRECISION = 0.1


def pairs_of(case):
    """(winner, loser, members of the list) of all comparisons."""
    rankings = [j["ranked"] for j in case["judgements"] if j["outcome"] in ("complete", "partial")]
    return [(w, l, len(r)) for r in rankings for w, l in itertools.combinations(r, 2)]


def bradley_terry(n, comparisons):
    data = [(w, l) for w, l, _ in comparisons]

    def covariance(params, precision):
        information = precision * np.eye(n)
        for w, l, members in comparisons:
            p = 1 / (1 + np.exp(params[l] - params[w]))
            difference = np.zeros(n)
            difference[w], difference[l] = 1, -1
            information += 3 / (members + 1) * p * (1 - p) * np.outer(difference, difference)
        centre = np.eye(n) - 1 / n
        return centre @ np.linalg.pinv(information) @ centre

    def summary(params, precision):
        cov = covariance(params, precision)

        def confidence(a, b):
            return float(norm.cdf((params[a] - params[b]) / np.sqrt(cov[a, a] + cov[b, b] - 2 * cov[a, b])))

        errors = np.sqrt(np.diag(cov))
        return {"values": params.tolist(), "errors": errors.tolist(), "confidence": [confidence(0, 1), confidence(2, 3)]}

    likelihood = choix.mm_pairwise(n, data, tol=1e-12, max_iter=1_000_000)
    posterior = choix.opt_pairwise(n, data, alpha=PRECISION / 2, method="Newton-CG", tol=1e-12)
    return {"likelihood": summary(likelihood - likelihood.mean(), 0.0), "posterior": summary(posterior, PRECISION)}


def rank_centrality(n, comparisons):
    data = [(w, l) for w, l, _ in comparisons]
    counts = np.zeros((n, n))
    for w, l in data:
        counts[w, l] += 1
    met = counts + counts.T > 0
    rates = np.where(met, (counts.T + 1) / (counts + counts.T + 2), 0)  # from row to column: how often the column beats the row
    d_max = met.sum(axis=1).max()
    chain = rates / d_max
    np.fill_diagonal(chain, 1 - chain.sum(axis=1))
    eigenvalues, vectors = np.linalg.eig(chain.T)
    stationary = np.real(vectors[:, np.argmax(np.real(eigenvalues))])
    logs = np.log(stationary / stationary.sum())
    return {"plain": choix.rank_centrality(n, data).tolist(), "smoothed": (logs - logs.mean()).tolist()}


def page_rank(n, comparisons):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    for w, l, _ in comparisons:
        weight = graph.get_edge_data(l, w, {"weight": 0})["weight"]
        graph.add_edge(l, w, weight=weight + 1)
    shares = nx.pagerank(graph, alpha=0.85, tol=1e-14, max_iter=10_000)
    return [shares[i] for i in range(n)]


def borda(n, case):
    local = [[] for _ in range(n)]
    for j in case["judgements"]:
        if j["outcome"] == "none-belong":
            for i in j["shown"]:
                local[i].append(0.0)
        elif j["outcome"] != "malformed":
            places = np.linspace(1, 0, len(j["ranked"])) if len(j["ranked"]) > 1 else [0.5]
            for i, score in zip(j["ranked"], places):
                local[i].append(float(score))
    return {"values": [float(np.mean(x)) for x in local], "errors": [float(sem(x)) for x in local]}


def win_rate(n, comparisons):
    won, met, effective = np.zeros(n), np.zeros(n), np.zeros(n)
    for w, l, members in comparisons:
        won[w] += 1
        for i in (w, l):
            met[i] += 1
            effective[i] += 3 / (members + 1)
    p = (effective * won / met + 1) / (effective + 2)
    errors = np.sqrt(p * (1 - p) / (effective + 2))
    return {
        "values": (won / met).tolist(),
        "errors": errors.tolist(),
        "confidence": float(norm.cdf((p[0] - p[1]) / np.hypot(errors[0], errors[1]))),
    }


def kemeny(n, comparisons):
    before = np.zeros((n, n), dtype=int)
    for w, l, _ in comparisons:
        before[w, l] += 1
    distances = {}
    for order in itertools.permutations(range(n)):
        distance = sum(before[b, a] for a, b in itertools.combinations(order, 2))
        distances[distance] = distances.get(distance, 0) + 1
    fewest = min(distances)
    return {"disagreements": int(fewest), "orders": distances[fewest]}


def judged(rng, strengths, size, omission=0.0):
    shown = [int(i) for i in rng.permutation(len(strengths))[:size]]
    heard = {i: strengths[i] + rng.gumbel() for i in shown}
    ranked = sorted((i for i in shown if rng.random() >= omission), key=lambda i: -heard[i])
    return {"outcome": "complete" if len(ranked) == len(shown) else "partial", "shown": shown, "ranked": ranked}


def strongly_connected(n, comparisons):
    graph = nx.DiGraph([(w, l) for w, l, _ in comparisons])
    return len(graph) == n and nx.is_strongly_connected(graph)


def scored_case(title, seed, n, count, sizes, omission, extra=()):
    for attempt in range(1000):
        rng = np.random.Generator(np.random.PCG64([seed, attempt]))
        strengths = rng.normal(size=n)
        judgements = [judged(rng, strengths, int(rng.choice(sizes)), omission) for _ in range(count)]
        case = {"title": title, "candidates": n, "judgements": judgements + list(extra)}
        comparisons = pairs_of(case)
        if strongly_connected(n, comparisons):
            break
    else:
        raise SystemExit(f"no strongly connected case for {title}")
    case["bradleyTerry"] = bradley_terry(n, comparisons)
    case["rankCentrality"] = rank_centrality(n, comparisons)
    case["pageRank"] = page_rank(n, comparisons)
    case["borda"] = borda(n, case)
    case["winRate"] = win_rate(n, comparisons)
    return case


def kemeny_case(title, seed, n, count, sizes, spread):
    rng = np.random.Generator(np.random.PCG64(seed))
    strengths = spread * rng.normal(size=n)
    case = {"title": title, "candidates": n, "judgements": [judged(rng, strengths, int(rng.choice(sizes))) for _ in range(count)]}
    case["kemeny"] = kemeny(n, pairs_of(case))
    return case


def written(case):
    """Lists of candidates as one string, which keeps the fixture short."""
    judgements = [
        {"outcome": j["outcome"], "shown": " ".join(map(str, j["shown"])), "ranked": " ".join(map(str, j["ranked"]))} for j in case["judgements"]
    ]
    return {**case, "judgements": judgements}


def main():
    nobody = {"outcome": "none-belong", "shown": [0, 3, 5], "ranked": []}
    unread = {"outcome": "malformed", "shown": [0, 1, 2, 3], "ranked": []}
    document = {
        "generator": "tools/golden/aggregation-golden.py",
        "tools": {"numpy": np.__version__} | {name: version(name) for name in ("scipy", "networkx", "choix")},
        "precision": PRECISION,
        "cases": [
            scored_case("pairs", 1, 6, 60, [2], 0),
            scored_case("lists of four", 2, 9, 24, [4], 0),
            scored_case("lists of two to seven, partly answered", 3, 12, 40, [2, 3, 5, 7], 0.2, [nobody, unread]),
            scored_case("thirty candidates in long lists", 4, 30, 40, [10, 12], 0.05),
        ],
        "kemeny": [
            written(kemeny_case(f"{n} candidates, {count} lists of {'/'.join(map(str, sizes))}", 100 + i, n, count, sizes, spread))
            for i, (n, count, sizes, spread) in enumerate(
                [(3, 3, [3], 0), (4, 5, [3], 0), (5, 6, [3, 4], 0.5), (6, 9, [2, 3], 0), (6, 12, [4], 1), (7, 15, [3, 5], 0), (7, 21, [3], 0.3), (7, 31, [5], 0)]
            )
        ],
        "normalCdf": [[float(x), float(ndtr(x))] for x in np.concatenate([np.arange(-37, -8, 1.75), np.arange(-8, 8.3, 0.3125)])],
    }
    document["cases"] = [written(case) for case in document["cases"]]
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
