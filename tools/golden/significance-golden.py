#!/usr/bin/env python3
"""Writes the golden values that the significance specs of libs/evaluation compare with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python tools/golden/significance-golden.py > libs/evaluation/src/significance/fixtures/significance-golden.json
    npx prettier --write libs/evaluation/src/significance/fixtures/significance-golden.json

The same versions give the same bytes.

* ``fisher``: the exact two-sided p-value over all 2^n sign flips, by scipy.stats.permutation_test; the library draws at random and comes near it.
* ``bootstrap``: percentile interval of the mean by scipy.stats.bootstrap with 200,000 resamples.
* ``holm``: statsmodels.stats.multitest.multipletests(method="holm").
"""

import json
import sys
from importlib.metadata import version

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests


def main():
    rng = np.random.Generator(np.random.PCG64(20250102))
    fisher, bootstrap, holm = [], [], []
    for size, shift in ((3, 0.3), (6, 0.1), (8, 0.0), (10, 0.05), (12, 0.1), (14, 0.12)):
        differences = np.round(rng.normal(shift, 0.15, size), 3)
        exact = stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided")
        fisher.append({"differences": differences.tolist(), "pValue": float(exact.pvalue)})
    for size, confidence in ((5, 0.95), (20, 0.95), (88, 0.95), (88, 0.8)):
        values = np.round(rng.beta(2, 3, size), 3)
        interval = stats.bootstrap(
            (values,), np.mean, confidence_level=confidence, n_resamples=200_000, method="percentile", batch=10_000, rng=rng
        ).confidence_interval
        bootstrap.append(
            {
                "values": values.tolist(),
                "confidence": confidence,
                "lower": float(interval.low),
                "upper": float(interval.high),
                "standardError": float(values.std() / np.sqrt(size)),
            }
        )
    for p_values in ([0.01, 0.04, 0.03, 0.005], [0.02], [0.5, 0.9, 0.6], [0.01, 0.01, 0.01, 0.2, 0.0, 1.0], rng.random(12).round(4).tolist()):
        rejected, adjusted, _, _ = multipletests(p_values, alpha=0.05, method="holm")
        holm.append({"pValues": p_values, "adjusted": adjusted.tolist(), "rejected": rejected.tolist()})
    document = {
        "generator": "tools/golden/significance-golden.py",
        "tools": {name: version(name) for name in ("numpy", "scipy", "statsmodels")},
        "fisher": fisher,
        "bootstrap": bootstrap,
        "holm": holm,
    }
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
