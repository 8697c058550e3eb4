"""p-chart limits and signals, written a second time and in another way than in Rust.

Limits are computed with numpy arrays; runs are found in a string of signs by a regular expression; the side of the
mean is decided with exact fractions, the rarity of a point by scipy.
"""

import re
from fractions import Fraction

import numpy as np
from scipy.stats import binom

from fixture import write

rng = np.random.default_rng(20081)

# Montgomery, Introduction to Statistical Quality Control: orange juice cans, 30 samples of 50, nonconforming cans.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def chart(met, n):
    met, n = np.array(met), np.array(n)
    here = n > 0
    if here.sum() < 12:
        return {"mean": None, "limits": [], "outside": [], "runs": []}
    mean = met.sum() / n.sum()
    width = np.full(len(n), np.nan)
    width[here] = 3 * np.sqrt(mean * (1 - mean) / n[here])
    low, high = np.maximum(mean - width, 0), np.minimum(mean + width, 1)
    share = np.divide(met, n, out=np.full(len(n), np.nan), where=here)
    # A signal must be beyond the limits and as rare by the exact distribution.
    rare_high = met > binom.ppf(1 - 0.00135, n, mean)
    rare_low = met < binom.ppf(0.00135, n, mean)
    beyond = here & (((share > high) & rare_high) | ((share < low) & rare_low))
    outside = [[int(i), 1 if share[i] > high[i] else -1] for i in np.flatnonzero(beyond)]
    exact = Fraction(int(met.sum()), int(n.sum()))
    places = np.flatnonzero(here)
    signs = "".join("+-0"[0 if (d := Fraction(int(met[i]), int(n[i])) - exact) > 0 else 1 if d < 0 else 2] for i in places)
    runs = [
        [int(places[m.start()]), int(places[m.end() - 1]), len(m[0]), 1 if m[0][0] == "+" else -1]
        for m in re.finditer(r"\+{7,}|-{7,}", signs)
    ]
    if min(met.sum(), (n - met).sum()) / here.sum() < 1:
        runs = []  # less than one of a kind a month: most months would be on one side anyway
    limits = [[float(a), float(b)] if ok else None for a, b, ok in zip(low, high, here)]
    return {"mean": float(mean), "limits": limits, "outside": outside, "runs": runs}


series = [(CANS, [50] * 30)]
for i in range(100):
    length = int(rng.integers(8, 61))
    n = rng.integers(0, 60, length) * (rng.random(length) > 0.05)
    level = np.where(np.arange(length) < length * rng.random(), rng.random(), rng.random()) if i % 2 else rng.random()
    series.append((rng.binomial(n, level).tolist(), n.tolist()))

write(
    "control_charts.json",
    ["numpy", "scipy"],
    series=[{"met": met, "n": n, **chart(met, n)} for met, n in series],
)
