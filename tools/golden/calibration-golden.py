#!/usr/bin/env python3
"""Writes the golden values that the calibration, membership and cut specs of libs/ranking compare with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    venv/bin/python tools/golden/calibration-golden.py > libs/ranking/src/stopping/fixtures/calibration-golden.json
    npx prettier --write libs/ranking/src/stopping/fixtures/calibration-golden.json

The same versions give the same bytes on the same processor. Where the values come from; nothing here shares code with the library:

* ``brier``: sklearn.metrics.brier_score_loss; Murphy's three terms from NumPy's groups of equal predictions.
* ``reliability``: sklearn.calibration.calibration_curve with strategy "quantile"; the calibration errors from its points and numpy.histogram's counts.
* ``falling``: sklearn.isotonic.IsotonicRegression(increasing=False).
* ``logistic``: sklearn.linear_model.LogisticRegression with C = 1 / ridge.
* ``counts``: scipy.stats.poisson_binom.
* ``runEffect``: the centre of a logistic-normal mixture with a given mean, by scipy.integrate.quad and scipy.optimize.brentq.
"""

import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import expit
from scipy.stats import norm, poisson_binom
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss


def brier(rng, size, step):
    """Predictions on a grid, so that groups of equal ones exist."""
    p = np.round(rng.random(size) / step) * step
    y = rng.random(size) < p**1.3
    base = y.mean()
    values, group, counts = np.unique(p, return_inverse=True, return_counts=True)
    observed = np.array([y[group == g].mean() for g in range(len(values))])
    return {
        "probabilities": p.tolist(),
        "outcomes": y.astype(int).tolist(),
        "score": float(brier_score_loss(y, p)),
        "reliability": float((counts * (values - observed) ** 2).sum() / size),
        "resolution": float((counts * (observed - base) ** 2).sum() / size),
        "uncertainty": float(base * (1 - base)),
    }


def reliability(rng, size, bins, ties):
    p = rng.beta(0.6, 2.0, size)
    if ties:
        p = np.round(p, 1)
    y = rng.random(size) < np.clip(p * 1.2, 0, 1)
    observed, stated = calibration_curve(y, p, n_bins=bins, strategy="quantile")
    edges = np.percentile(p, np.linspace(0, 1, bins + 1) * 100)
    counts = np.bincount(np.searchsorted(edges[1:-1], p), minlength=bins)
    counts = counts[counts > 0]
    gaps = np.abs(observed - stated)
    return {
        "probabilities": p.tolist(),
        "outcomes": y.astype(int).tolist(),
        "bins": bins,
        "observed": observed.tolist(),
        "stated": stated.tolist(),
        "counts": counts.tolist(),
        "expectedCalibrationError": float((counts * gaps).sum() / size),
        "maximumCalibrationError": float(gaps.max()),
    }


def falling(rng, size):
    values = np.sort(rng.random(size))[::-1] + rng.normal(0, 0.2, size)
    fitted = IsotonicRegression(increasing=False).fit_transform(np.arange(size), values)
    return {"values": values.tolist(), "fitted": fitted.tolist()}


def logistic(rng, size, columns, ridge):
    x = rng.normal(size=(size, columns))
    y = rng.random(size) < expit(x @ rng.normal(size=columns) - 0.8)
    model = LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
    return {
        "rows": x.tolist(),
        "outcomes": y.astype(int).tolist(),
        "ridge": ridge,
        "intercept": float(model.intercept_[0]),
        "weights": model.coef_[0].tolist(),
    }


def counts(rng, size):
    p = rng.beta(0.5, 1.5, size)
    return {"probabilities": p.tolist(), "distribution": poisson_binom.pmf(np.arange(size + 1), p).tolist()}


def run_effect(p, spread):
    def mean(centre):
        return quad(lambda u: expit(centre + spread * u) * norm.pdf(u), -12, 12, epsabs=1e-14, epsrel=1e-13, limit=500)[0]

    centre = brentq(lambda a: np.log(mean(a) / p), -80, 80, xtol=1e-13)
    return {"probability": p, "spread": spread, "centre": float(centre)}


def main():
    rng = np.random.Generator(np.random.PCG64(20250401))
    document = {
        "generator": "tools/golden/calibration-golden.py",
        "tools": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
        "brier": [brier(rng, 40, 0.1), brier(rng, 75, 0.25)],
        "reliability": [reliability(rng, 60, 7, False), reliability(rng, 41, 10, False), reliability(rng, 80, 10, True)],
        "falling": [falling(rng, 12), falling(rng, 40)],
        "logistic": [logistic(rng, 60, 3, 1.0), logistic(rng, 40, 2, 0.1)],
        "counts": [counts(rng, 5), counts(rng, 30)],
        "runEffect": [run_effect(p, s) for p in (0.001, 0.2, 0.5, 0.93) for s in (0.3, 1.17, 4.0)],
    }
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
