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
        ("sgd_dampening", O.SGD, dict(lr=0.1, momentum=0.9, dampening=0.4)),
        ("adagrad_rate_decay", O.Adagrad, dict(lr=0.1, lr_decay=0.3, initial_accumulator_value=0.1, eps=1e-7)),
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


def rosenbrock(a, b):
    z = torch.cat([a.flatten(), b])
    return (100 * (z[1:] - z[:-1] ** 2) ** 2 + (1 - z[:-1]) ** 2).sum()


def lbfgs():
    """Twenty calls of one iteration each on Rosenbrock's function of ten numbers, and thirty without a line search on a quadratic one."""
    def run(name, function, calls, **settings):
        a, b = (START[key].clone().requires_grad_() for key in "ab")
        optimizer = torch.optim.LBFGS([a, b], max_iter=1, **settings)
        history = {"a": [], "b": [], "loss": []}

        def closure():
            optimizer.zero_grad()
            loss = function(a, b)
            loss.backward()
            return loss

        for _ in range(calls):
            optimizer.step(closure)
            for key, value in (("a", a), ("b", b), ("loss", function(a, b))):
                history[key].append(value.detach().clone())
        arrays = {"initial.a": START["a"], "initial.b": START["b"]} | {key: torch.stack(values) for key, values in history.items()}
        save("optimizers/" + name, arrays, "torch", evaluations=optimizer.state[a]["func_evals"], **settings)

    run("lbfgs", rosenbrock, 20, history_size=10, line_search_fn="strong_wolfe")
    run("lbfgs_short_history", rosenbrock, 20, history_size=3, line_search_fn="strong_wolfe")
    curvature = torch.linspace(1, 20, 10, dtype=torch.float64)
    run("lbfgs_fixed", lambda a, b: (curvature * (torch.cat([a.flatten(), b]) - 1) ** 2).sum(), 20, lr=0.8, history_size=10)


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


def ftrl_keras(w, g, s, t, rate=0.1, l1=0.05, l2=0.02, shrinkage=0.03, beta=0.4, power=-0.3):
    """Keras 3's update with all its options."""
    n = s.get("n", 0.1)
    s["n"] = n + g ** 2
    s["z"] = s.get("z", 0) + g + 2 * shrinkage * w - (s["n"] ** -power - n ** -power) / rate * w
    quadratic = s["n"] ** -power / rate + 2 * (l2 + beta / (2 * rate))
    return (numpy.clip(s["z"], -l1, l1) - s["z"]) / quadratic


def lamb(w, g, s, t, rate=0.01, b1=0.9, b2=0.999, epsilon=1e-7):
    s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
    s["v"] = b2 * s.get("v", 0) + (1 - b2) * g * g
    d = s["m"] / (1 - b1 ** t) / (numpy.sqrt(s["v"] / (1 - b2 ** t)) + epsilon)
    of_w, of_d = numpy.sqrt((w * w).sum()), numpy.sqrt((d * d).sum())
    return w - rate * (of_w / of_d if of_w > 0 and of_d > 0 else 1) * d


def adafactor(w, g, s, t, rate=0.5, relative=True, epsilon1=1e-30, epsilon2=1e-3):
    b, q = 1 - t ** -0.8, g * g + epsilon1
    if g.ndim >= 2:
        s["r"] = b * s.get("r", 0) + (1 - b) * q.mean(-1)
        s["c"] = b * s.get("c", 0) + (1 - b) * q.mean(-2)
        v = s["r"][..., :, None] * s["c"][..., None, :] / s["r"].mean(-1)[..., None, None]
    else:
        v = s["v"] = b * s.get("v", 0) + (1 - b) * q
    d = g / numpy.sqrt(v)
    d = d / max(1, numpy.sqrt((d * d).mean()))
    return w - max(epsilon2, numpy.sqrt((w * w).mean())) * (min(rate, t ** -0.5) if relative else rate) * d


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
        ("ftrl_options", ftrl_keras),
        ("ftrl_beta", lambda *a: ftrl_keras(*a, shrinkage=0, beta=1, power=-0.5)),
        ("ftrl_power_0", lambda *a: ftrl_keras(*a, beta=0, power=0)),
        ("lamb", lamb),
        ("adafactor", adafactor),
        ("adafactor_fixed", lambda *a: adafactor(*a, rate=0.01, relative=False)),
        ("adafactor_epsilons", lambda *a: adafactor(*a, epsilon1=0.1, epsilon2=1.5)),
        ("muon", muon),
    ):
        parameters, slots = {key: value.numpy() for key, value in START.items()}, {key: {} for key in START}

        def step(index):
            for key in parameters:
                parameters[key] = update(parameters[key], GRADIENTS[key][index].numpy(), slots[key], index + 1)
            return {key: torch.from_numpy(value.copy()) for key, value in parameters.items()}

        optimizer_golden(name, step, "formula", {})


def moving_momentum():
    """Twenty steps with PyTorch's rates and momenta of one cycle, in the form in which the velocity holds the rate: v = m v - r g, w + v."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
    schedule, course = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=20), []
    for t in range(20):
        course.append((optimizer.param_groups[0]["lr"], optimizer.param_groups[0]["momentum"]))
        optimizer.step()
        if t < 19:
            schedule.step()
    for name, nesterov in (("sgd_one_cycle", False), ("sgd_one_cycle_nesterov", True)):
        parameters, velocities = {key: value.numpy() for key, value in START.items()}, dict.fromkeys(START, 0)

        def step(index):
            rate, momentum = course[index]
            for key in parameters:
                g = GRADIENTS[key][index].numpy()
                velocities[key] = momentum * velocities[key] - rate * g
                parameters[key] = parameters[key] + (momentum * velocities[key] - rate * g if nesterov else velocities[key])
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


# ---- schedules -------------------------------------------------------------------------------------------------------------------------------------

def schedules():
    """rate[t] is the learning rate used by step t, counted from 0."""
    S = torch.optim.lr_scheduler

    def case(name, rate, make, steps=61, **settings):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate, momentum=0.9)
        schedule, rates, momenta = make(optimizer), [], []
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            momenta.append(optimizer.param_groups[0]["momentum"])
            optimizer.step()
            if len(rates) < steps:
                schedule.step()
        if name in ("one_cycle", "one_cycle_linear", "one_cycle_three", "cyclic", "cyclic_halving", "cyclic_exponential"):
            save("optimizers/momentum_" + name, {"momentum": momenta}, "torch")   # from 0.95, or the optimizer's, to 0.85 or 0.8
        save("optimizers/schedule_" + name, {"rate": rates}, "torch", learning_rate=rate, **settings)

    case("linear_ramp", 0.1, lambda o: S.LinearLR(o, start_factor=0.25, end_factor=0.75, total_iters=20))
    case("constant_factor", 0.1, lambda o: S.ConstantLR(o, factor=0.3, total_iters=7))
    case("polynomial", 0.1, lambda o: S.PolynomialLR(o, total_iters=40, power=2.5))
    case("restarts", 0.1, lambda o: S.CosineAnnealingWarmRestarts(o, T_0=8, T_mult=2, eta_min=0.01))
    case("restarts_equal", 0.1, lambda o: S.CosineAnnealingWarmRestarts(o, T_0=8, T_mult=1))
    case("one_cycle", 0.1, lambda o: S.OneCycleLR(o, max_lr=0.1, total_steps=61))
    case("one_cycle_linear", 0.1, lambda o: S.OneCycleLR(o, max_lr=0.1, total_steps=61, pct_start=0.4, anneal_strategy="linear", div_factor=10, final_div_factor=100))
    case("one_cycle_three", 0.1, lambda o: S.OneCycleLR(o, max_lr=0.1, total_steps=61, three_phase=True))
    case("cyclic", 0.1, lambda o: S.CyclicLR(o, base_lr=0.02, max_lr=0.1, step_size_up=5, step_size_down=8))
    case("cyclic_halving", 0.1, lambda o: S.CyclicLR(o, base_lr=0.02, max_lr=0.1, step_size_up=6, mode="triangular2"))
    case("cyclic_exponential", 0.1, lambda o: S.CyclicLR(o, base_lr=0.02, max_lr=0.1, step_size_up=6, mode="exp_range", gamma=0.97))
    case("lambda", 0.1, lambda o: S.LambdaLR(o, lambda t: 1 / (1 + t % 7)))
    case("multiplicative", 0.1, lambda o: S.MultiplicativeLR(o, lambda t: 0.5 if t % 10 == 0 else 0.99))
    case("sequential", 0.1, lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 4), S.ExponentialLR(o, 0.9), S.StepLR(o, 5, 0.5)], [10, 30]))
    case("chained", 0.1, lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 4), S.ExponentialLR(o, 0.9)]))

    def formula(name, rate, of, steps=61):
        save("optimizers/schedule_" + name, {"rate": [of(t) for t in range(steps)]}, "formula", learning_rate=rate)

    # Keras's own formulas.
    formula("inverse_time_keras", 0.1, lambda t: 0.1 / (1 + 0.5 * t / 7))
    formula("inverse_time_keras_staircase", 0.1, lambda t: 0.1 / (1 + 0.5 * math.floor(t / 7)))
    formula("polynomial_keras", 0.1, lambda t: (0.1 - 0.001) * (1 - min(t, 30) / 30) ** 2 + 0.001)
    formula("polynomial_keras_cycle", 0.1, lambda t: (0.1 - 0.001) * (1 - t / (12 * (1 if t == 0 else math.ceil(t / 12)))) ** 2 + 0.001)
    formula("piecewise", 0.1, lambda t: 0.1 * (0.5 if t < 10 else 1 if t < 25 else 0.01))
    formula("noam", 1, lambda t: 64 ** -0.5 * min((t + 1) ** -0.5, (t + 1) * 20 ** -1.5))

    def restarts(t, first=8, t_mul=2.0, m_mul=0.8, alpha=0.1):
        """Keras 3's CosineDecayRestarts."""
        completed = t / first
        i = math.floor(math.log(1 - completed * (1 - t_mul)) / math.log(t_mul))
        fraction = (completed - (1 - t_mul ** i) / (1 - t_mul)) / t_mul ** i
        cosine = 0.5 * m_mul ** i * (1 + math.cos(math.pi * fraction))
        return 0.1 * ((1 - alpha) * cosine + alpha)
    formula("restarts_keras", 0.1, restarts)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for subject in (torch_optimizers, lbfgs, formulas, moving_momentum, averages, schedules):
        subject()
