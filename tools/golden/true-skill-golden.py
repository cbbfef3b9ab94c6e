#!/usr/bin/env python3
"""Writes the golden values that the spec of libs/ranking's TrueSkill compares with.

    python3 -m venv venv && venv/bin/pip install trueskill==0.4.5 mpmath==1.3.0 six==1.17.0
    venv/bin/python tools/golden/true-skill-golden.py > libs/ranking/src/aggregation/fixtures/true-skill-golden.json
    npx prettier --write libs/ranking/src/aggregation/fixtures/true-skill-golden.json

The same versions give the same bytes.

Source: the Python package ``trueskill``, which shares no code with the library, each player a team of its own, on its mpmath backend: the default one
approximates the normal distribution to about seven digits only.

* ``sequences``: lists of players, best first, applied one after the other to players that start from the default rating.
* ``single``: one list each, of players with ratings of their own, some of them far apart.
* ``truncation``: v = pdf(x) / cdf(x) and 1 - v (v + x) of the standard normal distribution, by mpmath with 60 digits.
"""

import json
import random
import sys
from importlib.metadata import version

import mpmath
import trueskill

SETTINGS = [
    {"mean": 25.0, "deviation": 25 / 3, "beta": 25 / 6, "tau": 0.0, "drawProbability": 0.0},
    {"mean": 25.0, "deviation": 25 / 3, "beta": 25 / 6, "tau": 25 / 300, "drawProbability": 0.1},
    {"mean": -2.0, "deviation": 1.5, "beta": 0.4, "tau": 0.05, "drawProbability": 0.0},
]


def environment(settings):
    return trueskill.TrueSkill(
        mu=settings["mean"],
        sigma=settings["deviation"],
        beta=settings["beta"],
        tau=settings["tau"],
        draw_probability=settings["drawProbability"],
        backend="mpmath",
    )


def rate(env, ratings, order):
    rated = env.rate([(ratings[i],) for i in order])
    for place, (rating,) in zip(order, rated):
        ratings[place] = rating


def numbers(ratings):
    return {"means": [float(r.mu) for r in ratings], "deviations": [float(r.sigma) for r in ratings]}


def sequence(rng, settings, players, lists, longest):
    env = environment(settings)
    ratings = [env.create_rating() for _ in range(players)]
    orders = []
    for _ in range(lists):
        order = rng.sample(range(players), rng.randint(2, longest))
        if rng.random() < 0.7:  # mostly agreeing lists, some contradicting ones
            order.sort(key=lambda i: i + rng.gauss(0, players / 6))
        rate(env, ratings, order)
        orders.append(order)
    return {"settings": settings, "players": players, "orders": orders, "after": numbers(ratings)}


def single(rng, settings, length, spread):
    env = environment(settings)
    ratings = [
        env.create_rating(settings["mean"] + rng.gauss(0, spread * settings["deviation"]), settings["deviation"] * rng.uniform(0.1, 2)) for _ in range(length)
    ]
    before = numbers(ratings)
    rate(env, ratings, list(range(length)))
    return {"settings": settings, "before": before, "after": numbers(ratings)}


def truncation(x):
    with mpmath.workdps(60):
        shift = mpmath.npdf(x) / mpmath.ncdf(x)
        return {"x": x, "shift": float(shift), "rest": float(1 - shift * (shift + x))}


def main():
    rng = random.Random(20250103)
    sequences = [sequence(rng, s, players, lists, longest) for s in SETTINGS for players, lists, longest in [(2, 1, 2), (3, 2, 3), (8, 12, 5), (24, 15, 20)]]
    singles = [single(rng, s, length, spread) for s in SETTINGS for length in (2, 3, 7, 20) for spread in (0.5, 4)]
    document = {
        "generator": "tools/golden/true-skill-golden.py",
        "tools": {"trueskill": version("trueskill"), "mpmath": version("mpmath")},
        "sequences": sequences,
        "single": singles,
        "truncation": [truncation(x) for x in (-1e6, -1000, -81, -79, -40, -8.01, -7.99, -3, -0.51, 0, 0.5, 1.234, 3, 6.5, 7.99, 8.01, 20)],
    }
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
