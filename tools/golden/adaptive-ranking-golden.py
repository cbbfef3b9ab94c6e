#!/usr/bin/env python3
"""Writes the golden values that the specs of libs/ranking's BlitzRank and AcuRank compare with.

    python3 -m venv venv && venv/bin/pip install trueskill==0.4.5 networkx==3.6.1 numpy==2.4.6 scipy==1.17.1
    venv/bin/pip install --no-deps blitzrank==0.1.0
    folder=libs/ranking/src/procedures/fixtures
    venv/bin/python tools/golden/adaptive-ranking-golden.py blitz-rank > $folder/blitz-rank-golden.json
    venv/bin/python tools/golden/adaptive-ranking-golden.py acu-rank > $folder/acu-rank-golden.json
    npx prettier --write $folder/*-rank-golden.json

The same versions give the same bytes.

Source: the Python package ``blitzrank``, which the authors of BlitzRank published with their paper. It holds their algorithm and, among the methods they compare with,
AcuRank, adapted from its authors' code (equal ratings at the start). Only the two algorithms are loaded: what else the package imports serves language models and
data sets, and ``torch``, of which AcuRank uses the error function, is played by NumPy.

A judge ranks lists by hidden places, here and there disturbed by noise; ``shown`` are the lists in the order in which they were asked, ``ranked`` its answers, ``order`` is the
result.
"""

import asyncio
import json
import random
import sys
import types
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import MagicMock


ROOT = Path(find_spec("blitzrank").origin).parent


def load(name):
    """An algorithm of the package, without running the package's own imports."""
    for package, folder in {"blitzrank": ROOT, "blitzrank.engine": ROOT / "engine", "blitzrank.engine.algorithms": ROOT / "engine" / "algorithms"}.items():
        module = types.ModuleType(package)
        module.__path__ = [str(folder)]
        sys.modules[package] = module
    for other in ("config", "comparer", "comparer.base", "reranker", "rerank_runner", "logger"):
        sys.modules[f"blitzrank.engine.{other}"] = MagicMock()
    return __import__(f"blitzrank.engine.algorithms.{name}", fromlist=["*"])


class Judge:
    """Ranks numbers by a hidden place each, plus noise that is drawn anew for every list."""

    def __init__(self, seed, size, noise):
        self.rng = random.Random(seed)
        self.place = list(range(size))
        self.rng.shuffle(self.place)
        self.noise = noise * size
        self.lists = []

    def rank(self, shown):
        seen = {i: self.place[i] + (self.rng.gauss(0, self.noise) if self.noise else 0) for i in shown}
        ranked = sorted(shown, key=seen.get)
        self.lists.append({"shown": " ".join(map(str, shown)), "ranked": " ".join(map(str, ranked))})
        return ranked


def blitz_rank():
    sort = load("tournament_graph.tournament_graph_sort")
    oracles = load("tournament_graph.compare_oracle")
    config = load("tournament_graph.types").TournamentGraphSortConfig(max_num_rounds=None)

    class Oracle(oracles.CompareOracle):
        def __init__(self, length, judge):
            super().__init__(length)
            self.judge = judge

        async def _compare_k_async(self, items):
            named = {item.id: item for item in items}
            ranked = self.judge.rank([item.id for item in items])
            return oracles.OracleResult(edges=oracles.make_edges_from_linear_order([named[i] for i in ranked]))

    cases = []
    for number, (size, length, depth, noise) in enumerate(
        [(25, 5, 3, 0), (25, 5, 3, 0.1), (11, 5, 3, 0), (31, 10, 15, 0.05), (100, 10, 10, 0), (100, 10, 10, 0.1), (60, 7, 10, 0.2), (100, 20, 10, 0.05)]
    ):
        judge = Judge(number, size, noise)
        result = sort.tournament_graph_sort([oracles.Item(i) for i in range(size)], Oracle(length, judge), depth, config)
        order = " ".join(str(item.id) for item in result.results)
        cases.append({"size": size, "listLength": length, "depth": depth, "noise": noise, "lists": judge.lists, "order": order})
    return cases, {"blitzrank": version("blitzrank"), "networkx": version("networkx")}


def acu_rank():
    import numpy
    from scipy.special import erf
    from scipy.stats import norm  # before the stand-in, which SciPy would mistake for the real one

    class Tensor(numpy.ndarray):
        def unsqueeze(self, _):
            return self

    torch = types.ModuleType("torch")
    torch.Tensor = Tensor
    torch.tensor = lambda values: numpy.asarray(values, dtype=float).view(Tensor)
    torch.erf = lambda values: numpy.asarray(erf(values)).view(Tensor)
    sys.modules["torch"] = torch
    selectors = load("acurank_selectors")
    assert selectors.norm is norm

    class Comparer:
        def __init__(self, judge):
            self.judge = judge

        async def compare(self, _, docs):
            shown = [int(doc) for doc in docs]
            ranked = self.judge.rank(shown)
            return types.SimpleNamespace(permutation=[shown.index(i) for i in ranked], input_tokens=0, output_tokens=0, latency_ms=0)

    cases = []
    for number, (size, length, depth, noise, tolerance, few) in enumerate(
        [
            (100, 20, 10, 0, 0.01, 10),
            (100, 20, 10, 0.1, 0.01, 10),
            (60, 10, 10, 0.1, 0.01, 10),
            (45, 7, 5, 0, 1e-4, 5),
            (45, 7, 5, 0.2, 0.01, 10),
            (12, 20, 10, 0, 0.01, 10),
        ]
    ):
        judge = Judge(number, size, noise)
        settings = selectors.AcuRankConfig(
            window_size=length, tol=tolerance, hard_constraint=1000, uncertain_U=few, R=depth, break_mode="reduce_uncertain"
        )
        contents = [selectors.SingleContent(content=str(i), qid=0, docid=str(i), rank=i, score=0, orig_idx=i) for i in range(size)]
        task = selectors.RerankTask(query="", contents=contents, hits=[])
        result, _ = asyncio.run(selectors.acurank_rerank_single(task, Comparer(judge), settings, None, 0))
        order = " ".join(str(content.orig_idx) for content in result)
        cases.append(
            {
                "size": size,
                "listLength": length,
                "depth": depth,
                "noise": noise,
                "tolerance": tolerance,
                "fewUncertain": few,
                "lists": judge.lists,
                "order": order,
            }
        )
    tools = ("blitzrank", "trueskill", "numpy", "scipy")
    return cases, {tool: version(tool) for tool in tools}


def main():
    cases, tools = {"blitz-rank": blitz_rank, "acu-rank": acu_rank}[sys.argv[1]]()
    document = {"generator": "tools/golden/adaptive-ranking-golden.py", "tools": tools, "cases": cases}
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
