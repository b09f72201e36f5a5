"""Computes the goldens of normalization layers, regularizers and constraints that make_goldens.py does not: `source: torch` where PyTorch 1.13 has them, else
the paper's or Keras 3's formula, written apart from Hebb's.

    python3 tests/goldens/make_normalization_goldens.py
"""
import numpy
import torch
import torch.nn.functional as F

from make_goldens import nchw, nhwc, normal, save, with_gradients


# ---- layers ----------------------------------------------------------------------------------------------------------------------------------------

def layers():
    for name, axes, epsilon in (("layer_normalization", 1, 1e-3), ("layer_normalization_2_axes", 2, 1e-5)):
        shape = (4, 5)[2 - axes:]
        arrays = with_gradients(lambda input, gamma, beta: F.layer_norm(input, shape, gamma, beta, epsilon), 903,
                                input=normal(900, 3, 4, 5) * 2 + 1, gamma=normal(901, *shape), beta=normal(902, *shape))
        save("layers/" + name, arrays, axes=axes, epsilon=epsilon)
    for groups in (1, 3, 6):
        arrays = with_gradients(lambda input, gamma, beta: nhwc(F.group_norm(nchw(input), groups, gamma, beta, 1e-5)), 907,
                                input=normal(904, 2, 3, 4, 6) + torch.arange(6), gamma=normal(905, 6), beta=normal(906, 6))
        save(f"layers/group_normalization_{groups}", arrays, groups=groups, epsilon=1e-5)
    arrays = with_gradients(lambda input, gamma, beta: nhwc(F.instance_norm(nchw(input), weight=gamma, bias=beta, eps=1e-5)), 911,
                            input=normal(908, 2, 3, 4, 5) + torch.arange(5), gamma=normal(909, 5), beta=normal(910, 5))
    save("layers/instance_normalization", arrays, epsilon=1e-5)
    # PyTorch divides alpha by the depth.
    for depth, bias, alpha, beta in ((5, 2.0, 1e-4, 0.75), (4, 1.0, 0.3, 0.5), (3, 1.5, 0.2, 1.25)):
        arrays = with_gradients(lambda input: nhwc(F.local_response_norm(nchw(input), depth, alpha * depth, beta, bias)), 913, input=normal(912, 2, 3, 2, 7) * 3)
        save(f"layers/local_response_normalization_{depth}", arrays, depth=depth, bias=bias, alpha=alpha, beta=beta)
    arrays = with_gradients(lambda input: F.normalize(input, dim=-1, eps=1e-6), 915, input=normal(914, 3, 4, 5))
    save("layers/unit_normalization", arrays)
    arrays = with_gradients(lambda input: F.normalize(input, dim=1, eps=1e-6), 916, input=normal(914, 3, 4, 5))
    save("layers/unit_normalization_axis_1", arrays)
    # Zhang and Sennrich 2019, equation 4.
    arrays = with_gradients(lambda input, gamma: input / torch.sqrt((input ** 2).mean(-1, keepdim=True) + 1e-6) * gamma, 919,
                            input=normal(917, 3, 4, 5), gamma=normal(918, 5))
    save("layers/rms_normalization", arrays, "formula")


# ---- penalties -------------------------------------------------------------------------------------------------------------------------------------

def penalty(name, shape, function):
    weights = normal(920, *shape).requires_grad_()
    value = function(weights)
    gradient, = torch.autograd.grad(value, weights)
    save("regularizers/" + name, {"weights": weights, "penalty": value, "gradient": gradient}, "formula")


def orthogonal(weights):
    """Keras 3: the absolute products of normalized rows, over the number of pairs."""
    rows = weights.shape[0]
    total = 0
    for i in range(rows):
        for j in range(i + 1, rows):
            total = total + abs(F.cosine_similarity(weights[i], weights[j], dim=0))
    return 0.01 * total / (rows * (rows - 1) / 2)


def regularizers():
    penalty("l1", (4, 3), lambda w: 0.3 * w.abs().sum())
    penalty("l2", (2, 2, 3, 4), lambda w: 0.2 * (w ** 2).sum())
    penalty("l2_weight_decay", (4, 3), lambda w: 0.7 / (2 * 8) * (w ** 2).sum())
    penalty("l1l2", (4, 3), lambda w: 0.3 * w.abs().sum() + 0.2 * (w ** 2).sum())
    penalty("orthogonal_rows", (4, 3), orthogonal)
    penalty("orthogonal_columns", (4, 3), lambda w: orthogonal(w.T))


# ---- constraints -----------------------------------------------------------------------------------------------------------------------------------

def constraint(name, shape, axes, wanted):
    """Scales each vector along the axes to the length that `wanted` makes of its own."""
    weights = normal(930, *shape).numpy()
    lengths = numpy.sqrt((weights ** 2).sum(axis=axes, keepdims=True))
    save("constraints/" + name, {"weights": weights, "constrained": weights / lengths * wanted(lengths)}, "formula")


def constraints():
    constraint("max_norm", (5, 6), 0, lambda n: numpy.minimum(n, 2))
    constraint("max_norm_conv", (3, 3, 2, 4), (0, 1, 2), lambda n: numpy.minimum(n, 4))
    constraint("max_norm_axis_1", (5, 6), 1, lambda n: numpy.minimum(n, 2))
    constraint("max_norm_bias", (7,), 0, lambda n: numpy.minimum(n, 1.5))
    constraint("min_max_norm", (5, 6), 0, lambda n: numpy.clip(n, 1.8, 2.2))
    constraint("min_max_norm_rate", (5, 6), 0, lambda n: 0.25 * numpy.clip(n, 1.8, 2.2) + 0.75 * n)
    constraint("unit_norm", (5, 6), 0, numpy.ones_like)
    weights = normal(930, 5, 6).numpy()
    save("constraints/non_negative", {"weights": weights, "constrained": numpy.where(weights > 0, weights, 0)}, "formula")


if __name__ == "__main__":
    torch.set_num_threads(1)
    layers()
    regularizers()
    constraints()
