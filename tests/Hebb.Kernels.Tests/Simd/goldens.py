"""Exact values of the functions of Simd in double precision: writes goldens.txt beside this file (needs mpmath).

A line holds a function, x, and f(x) as the sum of two doubles, all as the hexadecimal bits of a double."""
import os, random, struct
from mpmath import mp, mpf, exp, expm1, log, log1p, tanh, sinh, cosh, asinh, acosh, atanh, sin, cos, tan, asin, acos, atan, erf

mp.prec = 1200
PER_FUNCTION = 90
FUNCTIONS = {   # name: (function, least x, greatest x)
    'Exp': (exp, -745, 709.7), 'Exp2': (lambda x: mpf(2) ** x, -1074, 1023.9), 'Expm1': (expm1, -745, 709.7),
    'Log': (log, 5e-324, 1.7e308), 'Log1P': (log1p, -0.9999999, 1.7e308), 'Log2': (lambda x: log(x) / log(2), 5e-324, 1.7e308), 'Log10': (lambda x: log(x) / log(10), 5e-324, 1.7e308),
    'Sigmoid': (lambda x: 1 / (1 + exp(-x)), -745, 745), 'Softplus': (lambda x: log1p(exp(x)), -745, 745), 'Tanh': (tanh, -30, 30),
    'Sinh': (sinh, -710, 710), 'Cosh': (cosh, -710, 710), 'Asinh': (asinh, -1e308, 1e308), 'Acosh': (acosh, 1, 1e308), 'Atanh': (atanh, -0.9999999999, 0.9999999999),
    'Sin': (sin, -1e8, 1e8), 'Cos': (cos, -1e8, 1e8), 'Tan': (tan, -1e8, 1e8), 'Asin': (asin, -1, 1), 'Acos': (acos, -1, 1), 'Atan': (atan, -1e300, 1e300), 'Erf': (erf, -7, 7),
}


def bits(value):
    return struct.pack('>d', value).hex()


def samples(generator, low, high):
    """A third each: magnitudes of every order, numbers around 0, numbers up to a few thousand."""
    for i in range(PER_FUNCTION):
        sign = generator.choice((-1, 1))
        if i % 3 == 0:
            x = sign * 10.0 ** generator.uniform(-306, 306)
        elif i % 3 == 1:
            x = generator.uniform(-3, 3)
        else:
            x = sign * 10.0 ** generator.uniform(-2, 3.5)
        if low >= 0:
            x = abs(x)
        yield x if low <= x <= high else generator.uniform(max(low, -4), min(high, 4))


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'goldens.txt'), 'w') as file:
    for name, (function, low, high) in FUNCTIONS.items():
        for x in sorted(set(samples(random.Random(name), low, high))):
            y = function(mpf(x))
            top = float(y)
            file.write(f'{name} {bits(x)} {bits(top)} {bits(float(y - mpf(top)))}\n')
