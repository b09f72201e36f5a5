"""Computes the golden file of the Gaussian process in Hebb.Training/Searching, with numpy's inverse and determinant where Hebb uses Cholesky's factor.

    python3 tests/goldens/make_search_goldens.py     # needs numpy (and torch, which make_goldens.py imports)
"""
import math

import numpy

from make_goldens import save

SCALES = [0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 5]
NOISES = [1e-6, 1e-4, 1e-3, 1e-2, 1e-1]
OWNERS = [0, 1, 1, 2]   # the two middle coordinates share a length scale


def covariance(a, b, scales):
    """Matern 5/2, Rasmussen and Williams (4.17) with nu = 5/2."""
    difference = (a[:, None, :] - b[None, :, :]) / numpy.array([scales[owner] for owner in OWNERS])
    r = numpy.sqrt((difference ** 2).sum(-1))
    return (1 + math.sqrt(5) * r + 5 * r ** 2 / 3) * numpy.exp(-math.sqrt(5) * r)


def likelihood(x, y, scales, noise):
    k = covariance(x, x, scales) + noise * numpy.eye(len(x))
    variance = y @ numpy.linalg.inv(k) @ y / len(y)
    prior = sum(-0.5 * math.log(scale / 0.5) ** 2 for scale in scales)
    return -0.5 * len(y) * math.log(variance) - 0.5 * numpy.linalg.slogdet(k)[1] + prior


def fit(x, y):
    scales, noise = [0.5] * 3, 1e-3
    for _ in range(2):
        for i in range(3):
            tries = [scales[i]] + SCALES   # the present one wins a tie
            scales[i] = tries[int(numpy.argmax([likelihood(x, y, scales[:i] + [t] + scales[i + 1:], noise) for t in tries]))]
        tries = [noise] + NOISES
        noise = tries[int(numpy.argmax([likelihood(x, y, scales, t) for t in tries]))]
    return scales, noise


def expected_improvement(mean, deviation, best):
    z = (best - mean) / deviation
    return (best - mean) * 0.5 * (1 + numpy.vectorize(math.erf)(z / math.sqrt(2))) + deviation * numpy.exp(-z ** 2 / 2) / math.sqrt(2 * math.pi)


def main():
    random = numpy.random.default_rng(5)
    x, at = random.random((14, 4)), random.random((20, 4))
    raw = numpy.sin(6 * x[:, 0]) + (x[:, 1] - 0.4) ** 2 * 3 + 0.3 * x[:, 2] + 0.02 * random.standard_normal(14)
    y = raw - raw.mean()
    scales, noise = fit(x, y)
    inverse = numpy.linalg.inv(covariance(x, x, scales) + noise * numpy.eye(14))
    variance = y @ inverse @ y / 14
    k = covariance(at, x, scales)
    mean = raw.mean() + k @ inverse @ y
    deviation = numpy.sqrt(variance * (1 - (k @ inverse * k).sum(1)))
    save("searching/gaussian_process", {
        "points": x, "values": raw, "owners": numpy.array(OWNERS), "at": at, "mean": mean, "deviation": deviation,
        "expected_improvement": expected_improvement(mean, deviation, raw.min()),
    }, source="formula", scales=scales, noise=noise)
    print(scales, noise, mean[:3], deviation[:3])


if __name__ == "__main__":
    main()
