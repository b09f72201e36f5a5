"""Computes the goldens of the optimizers and schedules that make_goldens.py does not: `source: torch` where PyTorch 1.13 has them, else the paper's or Keras's
formula in numpy, written apart from Hebb's.

    python3 tests/goldens/make_optimizer_goldens.py
"""
import math

import numpy
import torch

from make_goldens import GRADIENTS, START, normal, optimizer_golden, save


# ---- PyTorch's -------------------------------------------------------------------------------------------------------------------------------------

def torch_optimizers():
    torch.set_default_dtype(torch.float64)   # ASGD keeps its rate in the default type
    O = torch.optim
    for name, make, settings in (
        ("adadelta", O.Adadelta, dict(lr=1.0, rho=0.95, eps=1e-7)),
        ("adadelta_rate", O.Adadelta, dict(lr=0.5, rho=0.9, eps=1e-6)),
        ("rmsprop_centered_momentum", O.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-7, centered=True, momentum=0.8)),
        ("adamax_no_epsilon", O.Adamax, dict(lr=0.01, eps=0)),
        ("radam", O.RAdam, dict(lr=0.01)),
        ("radam_rectified", O.RAdam, dict(lr=0.01, betas=(0.8, 0.7))),
        ("rprop", O.Rprop, dict(lr=0.01)),
        ("rprop_limits", O.Rprop, dict(lr=0.01, etas=(0.4, 1.5), step_sizes=(0.002, 0.03))),
        ("asgd", O.ASGD, dict(lr=0.01)),
        ("asgd_average", O.ASGD, dict(lr=0.1, lambd=0.01, alpha=0.6, t0=5)),
    ):
        parameters = {key: value.clone().requires_grad_() for key, value in START.items()}
        optimizer = make(parameters.values(), **settings)

        def step(index):
            for key, parameter in parameters.items():
                parameter.grad = GRADIENTS[key][index].clone()
            optimizer.step()
            return parameters

        optimizer_golden(name, step, "torch", settings)
        if name == "asgd_average":
            save("optimizers/asgd_average_end", {key: optimizer.state[value]["ax"] for key, value in parameters.items()}, "torch", **settings)


# ---- formulas --------------------------------------------------------------------------------------------------------------------------------------

def averaged_momentum(w, g, s, t, rate=0.1, beta=0.9, nesterov=False):
    """The notes' second convention (A104): v = beta v + (1 - beta) g, w - rate v."""
    s["v"] = beta * s.get("v", 0) + (1 - beta) * g
    return w - rate * (beta * s["v"] + (1 - beta) * g if nesterov else s["v"])


def adamax(w, g, s, t, rate=0.01, b1=0.9, b2=0.999, epsilon=0.01):
    s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
    s["u"] = numpy.maximum(b2 * s.get("u", 0), abs(g))
    return w - rate / (1 - b1 ** t) * s["m"] / (s["u"] + epsilon)


def nadam(w, g, s, t, rate=0.01, b1=0.9, b2=0.999, epsilon=1e-7, decay=0.004):
    """Dozat's. PyTorch 1.13 multiplies b_t in twice where the product goes up to t + 1 (later versions do not), so its NAdam is no golden."""
    b = [b1 * (1 - 0.5 * 0.96 ** (i * decay)) for i in range(1, t + 2)]
    s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
    s["v"] = b2 * s.get("v", 0) + (1 - b2) * g * g
    m = b[t] * s["m"] / (1 - math.prod(b)) + (1 - b[t - 1]) * g / (1 - math.prod(b[:t]))
    return w - rate * m / (numpy.sqrt(s["v"] / (1 - b2 ** t)) + epsilon)


def rmsprop_centered(w, g, s, t, rate=0.01, rho=0.9, momentum=0.8, epsilon=1e-7):
    s["v"] = rho * s.get("v", 0) + (1 - rho) * g * g
    s["a"] = rho * s.get("a", 0) + (1 - rho) * g
    s["m"] = momentum * s.get("m", 0) + rate * g / numpy.sqrt(s["v"] - s["a"] ** 2 + epsilon)
    return w - s["m"]


def lion(w, g, s, t, rate=0.01, b1=0.9, b2=0.99):
    m = s.get("m", 0)
    s["m"] = b2 * m + (1 - b2) * g
    return w - rate * numpy.sign(b1 * m + (1 - b1) * g)


def ftrl(w, g, s, t, rate=0.1, l1=0.05, l2=0.02):
    n = s.get("n", 0.1)
    s["n"] = n + g * g
    s["z"] = s.get("z", 0) + g - (s["n"] ** 0.5 - n ** 0.5) / rate * w
    z = s["z"]
    return numpy.where(abs(z) <= l1, 0, -(z - numpy.sign(z) * l1) / (s["n"] ** 0.5 / rate + 2 * l2))


def lamb(w, g, s, t, rate=0.01, b1=0.9, b2=0.999, epsilon=1e-7):
    s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
    s["v"] = b2 * s.get("v", 0) + (1 - b2) * g * g
    d = s["m"] / (1 - b1 ** t) / (numpy.sqrt(s["v"] / (1 - b2 ** t)) + epsilon)
    of_w, of_d = numpy.sqrt((w * w).sum()), numpy.sqrt((d * d).sum())
    return w - rate * (of_w / of_d if of_w > 0 and of_d > 0 else 1) * d


def adafactor(w, g, s, t, rate=0.5, relative=True):
    b, q = 1 - t ** -0.8, g * g + 1e-30
    if g.ndim >= 2:
        s["r"] = b * s.get("r", 0) + (1 - b) * q.mean(-1)
        s["c"] = b * s.get("c", 0) + (1 - b) * q.mean(-2)
        v = s["r"][..., :, None] * s["c"][..., None, :] / s["r"].mean(-1)[..., None, None]
    else:
        v = s["v"] = b * s.get("v", 0) + (1 - b) * q
    d = g / numpy.sqrt(v)
    d = d / max(1, numpy.sqrt((d * d).mean()))
    return w - max(1e-3, numpy.sqrt((w * w).mean())) * (min(rate, t ** -0.5) if relative else rate) * d


def muon(w, g, s, t, rate=0.01, momentum=0.95):
    if g.ndim < 2:
        s["m"] = 0.9 * s.get("m", 0) + 0.1 * g
        s["v"] = 0.999 * s.get("v", 0) + 0.001 * g * g
        return w - rate * math.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t) * s["m"] / (numpy.sqrt(s["v"]) + 1e-7)
    s["m"] = momentum * s.get("m", 0) + (1 - momentum) * g
    x = (momentum * s["m"] + (1 - momentum) * g).reshape(-1, g.shape[-1])
    x = x / (numpy.linalg.norm(x) + 1e-7)
    # The polynomial acts on the singular values: no matrix product of the optimizer's is repeated here.
    u, sigma, v = numpy.linalg.svd(x, full_matrices=False)
    for _ in range(5):
        sigma = 3.4445 * sigma - 4.775 * sigma ** 3 + 2.0315 * sigma ** 5
    return w - rate * 0.2 * math.sqrt(max(x.shape)) * ((u * sigma) @ v).reshape(g.shape)


def formulas():
    for name, update in (
        ("sgd_average", averaged_momentum),
        ("sgd_average_nesterov", lambda *a: averaged_momentum(*a, nesterov=True)),
        ("adamax_keras", adamax),
        ("nadam", nadam),
        ("nadam_decay_1", lambda *a: nadam(*a, decay=1)),
        ("rmsprop_keras_centered", rmsprop_centered),
        ("lion", lion),
        ("ftrl", ftrl),
        ("lamb", lamb),
        ("adafactor", adafactor),
        ("adafactor_fixed", lambda *a: adafactor(*a, rate=0.01, relative=False)),
        ("muon", muon),
    ):
        parameters, slots = {key: value.numpy() for key, value in START.items()}, {key: {} for key in START}

        def step(index):
            for key in parameters:
                parameters[key] = update(parameters[key], GRADIENTS[key][index].numpy(), slots[key], index + 1)
            return {key: torch.from_numpy(value.copy()) for key, value in parameters.items()}

        optimizer_golden(name, step, "formula", {})


def averages():
    """Weights along 20 steps of plain descent (rate 0.1) and their corrected exponential average (0.8): sum of 0.8^(t-i) w_i over the sum of the weights."""
    arrays = {}
    for key, start in START.items():
        weights = start - 0.1 * torch.cumsum(GRADIENTS[key], 0)
        parts = torch.tensor([0.8 ** (len(weights) - 1 - i) for i in range(len(weights))], dtype=torch.float64)
        arrays[key] = torch.tensordot(parts, weights, 1) / parts.sum()
    save("optimizers/average", arrays, "formula")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for subject in (torch_optimizers, formulas, averages):
        subject()
