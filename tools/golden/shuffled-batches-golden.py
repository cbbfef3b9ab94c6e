#!/usr/bin/env python3
"""Writes the golden values that libs/ranking/src/procedures/shuffled-batches-elbow.spec.ts compares with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python tools/golden/shuffled-batches-golden.py > libs/ranking/src/procedures/fixtures/shuffled-batches-golden.json
    npx prettier --write libs/ranking/src/procedures/fixtures/shuffled-batches-golden.json

The same versions give the same bytes. The elbow is the argmin of the smoothed second derivative of the smoothed curve, with
scipy.ndimage.gaussian_filter1d (ends held) and numpy.gradient.
"""

import json
import math
import sys
from importlib.metadata import version

import numpy as np
from scipy.ndimage import gaussian_filter1d


def elbow(places):
    sigma = max(1.0, 0.03 * len(places))

    def smooth(values):
        return gaussian_filter1d(values, sigma, mode="nearest", radius=math.ceil(3 * sigma))

    return int(np.argmin(smooth(np.gradient(smooth(np.gradient(smooth(np.asarray(places))))))))


def main():
    rng = np.random.Generator(np.random.PCG64(20250926))
    cases = []
    for size in (4, 5, 9, 20, 33, 50, 100, 101, 250):
        for shape in ("uniform", "few stand out", "steps"):
            if shape == "uniform":
                values = rng.uniform(0, 1, size)
            elif shape == "few stand out":
                values = np.where(np.arange(size) < max(2, size // 8), rng.uniform(0, 0.2, size), rng.uniform(0.4, 1, size))
            else:
                values = np.floor(rng.uniform(0, 1, size) * 5) / 5 + 0.001 * np.arange(size)
            places = np.sort(np.round(values, 4)).tolist()
            cases.append({"places": places, "elbow": elbow(places)})
    json.dump({"tools": {name: version(name) for name in ("numpy", "scipy")}, "cases": cases}, sys.stdout)


if __name__ == "__main__":
    main()
