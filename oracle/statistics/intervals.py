"""Wilson and Clopper-Pearson by statsmodels; hypergeometric interval and binomial funnel limits by scipy."""

import random

from scipy.stats import binom, hypergeom
from statsmodels.stats.proportion import proportion_confint

from fixture import write

rng = random.Random(20081)

pairs = [(81, 263), (15, 148), (0, 20), (1, 29), (8, 10), (10, 10), (0, 1), (1, 1), (517, 708), (999_999, 1_000_000)]
pairs += [(k, n) for n in (2, 3, 7, 19) for k in range(n + 1)]
for _ in range(200):
    n = int(10 ** rng.uniform(0, 6))
    pairs.append((rng.randint(0, n), n))


def interval(k, n, method):
    return [float(bound) for bound in proportion_confint(k, n, alpha=0.05, method=method)]


wilson = [[k, n, *interval(k, n, "wilson")] for k, n in pairs]
clopper_pearson = [[k, n, *interval(k, n, "beta")] for k, n in pairs]


def hypergeometric(found, sample, population):
    likely = [
        total
        for total in range(found, population - (sample - found) + 1)
        if hypergeom.sf(found - 1, population, total, sample) > 0.025
        and hypergeom.cdf(found, population, total, sample) > 0.025
    ]
    return [found, sample, population, min(likely), max(likely)]


draws = [(12, 70, 90), (0, 20, 700), (0, 50, 700), (20, 20, 20), (1, 1, 2), (0, 10, 1096)]
for _ in range(120):
    population = rng.randint(2, 400)
    sample = rng.randint(1, population)
    draws.append((rng.randint(0, sample), sample, population))

funnel = [[0, 0.5, 0, 0], [10, 0.0, 0, 0], [10, 1.0, 10, 10]]
for _ in range(150):
    n, share = int(10 ** rng.uniform(0, 4)), rng.random()
    funnel.append([n, share, int(binom.ppf(0.001, n, share)), int(binom.ppf(0.999, n, share))])

write(
    "intervals.json",
    ["numpy", "scipy", "statsmodels"],
    wilson=wilson,
    clopper_pearson=clopper_pearson,
    funnel=funnel,
    hypergeometric=[hypergeometric(*draw) for draw in draws],
)
