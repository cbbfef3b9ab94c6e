#!/usr/bin/env python3
"""Writes the golden values that the specs of Plackett–Luce and Thurstone in libs/ranking compare with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 choix==0.4.1
    venv/bin/python tools/golden/listwise-models-golden.py > libs/ranking/src/aggregation/fixtures/listwise-models-golden.json
    npx prettier --write libs/ranking/src/aggregation/fixtures/listwise-models-golden.json

The same versions give the same bytes on the same processor. Nothing here shares code with the library:

* ``plackettLuce.choix``: choix.opt_rankings, whose penalty alpha·|x|² is a normal prior of mean 0 and variance 1 / (2·alpha).
* ``plackettLuce.scipy``: the posterior with prior means and an effect of the place shown, written out in NumPy and minimised by
  scipy.optimize.minimize (BFGS, then Newton-CG); errors from the inverse of a numerical Hessian.
* ``thurstone``: the exact posterior means and deviations of three utilities, by Gauss–Hermite quadrature over the prior, the probability of each
  ranking from scipy.stats.norm (pairs) and scipy.stats.multivariate_normal (three members). Expectation propagation is an approximation of these.
"""

import json
import sys
from importlib.metadata import version

import choix
import numpy as np
from scipy.optimize import minimize
from scipy.stats import multivariate_normal, norm

rng = np.random.default_rng(20260101)


def draw_lists(n, count, length):
    truth = rng.normal(size=n) * 1.5
    lists = []
    for _ in range(count):
        shown = rng.permutation(n)[:length]
        ranked = shown[np.argsort(-(truth[shown] + rng.gumbel(size=length)))]
        lists.append((shown.tolist(), ranked.tolist()))
    return lists


def places(shown, ranked):
    return np.array([0.5 - shown.index(i) / (len(shown) - 1) for i in ranked])


def negative_log_posterior(x, lists, means, variance):
    theta, slope = x[:-1], x[-1]
    loss = np.sum((theta - means) ** 2) / (2 * variance) + slope**2 / 2
    for shown, ranked in lists:
        u = theta[ranked] + slope * places(shown, ranked)
        for stage in range(len(ranked) - 1):
            loss += np.logaddexp.reduce(u[stage:]) - u[stage]
    return loss


def hessian(f, x, step=1e-4):
    n = len(x)
    eye = np.eye(n) * step
    return np.array(
        [[(f(x + eye[i] + eye[j]) - f(x + eye[i] - eye[j]) - f(x - eye[i] + eye[j]) + f(x - eye[i] - eye[j])) / (4 * step**2) for j in range(n)] for i in range(n)]
    )


def plackett_luce():
    cases = []
    for n, count, length in ((8, 6, 5), (12, 10, 6)):
        lists = draw_lists(n, count, length)
        means = np.round(rng.normal(size=n), 3)
        variance = 2.0
        f = lambda x: negative_log_posterior(x, lists, means, variance)
        found = minimize(f, np.zeros(n + 1), method="BFGS", options={"gtol": 1e-9, "maxiter": 5000})
        errors = np.sqrt(np.diag(np.linalg.inv(hessian(f, found.x))))
        plain = choix.opt_rankings(n, [ranked for _, ranked in lists], alpha=1 / (2 * variance), method="Newton-CG", tol=1e-12, max_iter=1000)
        cases.append(
            {
                "n": n,
                "variance": variance,
                "means": means.tolist(),
                "lists": [{"shown": shown, "ranked": ranked} for shown, ranked in lists],
                "choix": plain.tolist(),
                "scipy": {"utility": found.x[:-1].tolist(), "placeEffect": float(found.x[-1]), "standardErrors": errors[:-1].tolist()},
            }
        )
    return cases


def probability(theta, ranked):
    """Of a ranking under noise of variance 1: consecutive differences are normal with variance 2 and covariance −1."""
    gaps = np.array([theta[a] - theta[b] for a, b in zip(ranked, ranked[1:])])
    if len(gaps) == 1:
        return norm.cdf(gaps[0] / np.sqrt(2))
    return multivariate_normal.cdf(gaps, mean=np.zeros(2), cov=np.array([[2.0, -1.0], [-1.0, 2.0]]), abseps=1e-9, releps=1e-9)


def thurstone():
    nodes, weights = np.polynomial.hermite_e.hermegauss(24)
    weights = weights / weights.sum()
    cases = []
    for rankings, means, variance in (
        ([[0, 1]], [0.0, 0.0, 0.0], 1.0),
        ([[0, 1], [1, 2]], [0.0, 0.0, 0.0], 2.0),
        ([[0, 1, 2]], [0.3, 0.0, -0.3], 1.5),
        ([[0, 1, 2], [0, 2, 1], [1, 0, 2]], [0.0, 0.5, 0.0], 2.0),
        ([[0, 1], [1, 2], [2, 0]], [0.0, 0.0, 0.0], 1.0),
    ):
        total, first, second = 0.0, np.zeros(3), np.zeros(3)
        for a, wa in zip(nodes, weights):
            for b, wb in zip(nodes, weights):
                for c, wc in zip(nodes, weights):
                    theta = np.array(means) + np.sqrt(variance) * np.array([a, b, c])
                    if wa * wb * wc < 1e-14:
                        continue
                    p = wa * wb * wc * np.prod([probability(theta, ranked) for ranked in rankings])
                    total += p
                    first += p * theta
                    second += p * theta**2
        mean = first / total
        cases.append({"rankings": rankings, "means": means, "variance": variance, "utility": mean.tolist(), "deviation": np.sqrt(second / total - mean**2).tolist()})
    return cases


json.dump(
    {
        "tools": {name: version(name) for name in ("numpy", "scipy", "choix")},
        "plackettLuce": plackett_luce(),
        "thurstone": thurstone(),
    },
    sys.stdout,
)
