"""Computes the golden files beside this script with PyTorch in float64: inputs, parameters, outputs and gradients that Hebb's tests must reproduce.

    python3 tests/goldens/make_goldens.py            # needs torch and numpy; rewrites every .safetensors file below this folder

The files are committed. They are never regenerated to make a test pass: a golden changes only together with a reason in this script.
Layouts are Hebb's: activations [n, h, w, c], convolution kernels [kh, kw, in, out], dense kernels [in, out]. Where Keras and PyTorch differ and PyTorch
cannot be set to Keras's formula, the formula is written out here and the file's metadata says `source: formula`; elsewhere it says `source: torch`.
"""
import json
import math
import os
import struct

import numpy
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
DTYPES = {numpy.dtype("float64"): "F64", numpy.dtype("int64"): "I64"}


# ---- files -----------------------------------------------------------------------------------------------------------------------------------------

def save(name, arrays, source="torch", **settings):
    """Writes NAME.safetensors: 8 bytes of header length, a JSON header, then the arrays one after the other."""
    arrays = {key: to_numpy(value) for key, value in sorted(arrays.items())}
    metadata = {"torch": torch.__version__, "source": source} | {key: str(value) for key, value in settings.items()}
    header, offset = {"__metadata__": metadata}, 0
    for key, value in arrays.items():
        header[key] = {"dtype": DTYPES[value.dtype], "shape": list(value.shape), "data_offsets": [offset, offset + value.nbytes]}
        offset += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path = os.path.join(HERE, name + ".safetensors")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(value.tobytes() for value in arrays.values()))


def to_numpy(value):
    array = value.detach().numpy() if isinstance(value, torch.Tensor) else numpy.asarray(value)
    array = array.astype("int64" if array.dtype.kind in "iu" else "float64")
    return numpy.ascontiguousarray(array).reshape(array.shape)


def normal(seed, *shape):
    return torch.from_numpy(numpy.random.default_rng(seed).standard_normal(shape))


def distinct(seed, *shape):
    """Values without ties and well apart, so that a maximum has one winner and a kink is not hit: a shuffled grid around zero, never zero."""
    count = math.prod(shape)
    return torch.from_numpy((numpy.random.default_rng(seed).permutation(count) - count / 2 + 0.25).reshape(shape) * (6 / count))


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def with_gradients(function, seed, **leaves):
    """Calls function(**leaves) and pulls a random upstream gradient back to every leaf."""
    leaves = {key: value.clone().requires_grad_() for key, value in leaves.items()}
    output = function(**leaves)
    upstream = normal(seed, *output.shape)
    gradients = torch.autograd.grad(output, list(leaves.values()), upstream)
    return leaves | {"output": output, "gradient.output": upstream} | {"gradient." + key: gradient for key, gradient in zip(leaves, gradients)}


# ---- layers ----------------------------------------------------------------------------------------------------------------------------------------

def dense():
    save("layers/dense", with_gradients(lambda input, kernel, bias: input @ kernel + bias, 4, input=normal(1, 5, 7), kernel=normal(2, 7, 3), bias=normal(3, 3)))
    save("layers/dense_no_bias", with_gradients(lambda input, kernel: input @ kernel, 4, input=normal(1, 5, 7), kernel=normal(2, 7, 3)))
    rank_3 = with_gradients(lambda input, kernel, bias: input @ kernel + bias, 4, input=normal(1, 2, 4, 7), kernel=normal(2, 7, 3), bias=normal(3, 3))
    save("layers/dense_rank_3", rank_3)


def same_padding(extent, kernel, stride, dilation=1):
    """Keras's and TensorFlow's "same": ceil(extent / stride) outputs, the odd row of padding at the end."""
    total = max((math.ceil(extent / stride) - 1) * stride + (kernel - 1) * dilation + 1 - extent, 0)
    return total // 2, total - total // 2


def conv2d():
    def case(name, input, kernel, stride=1, padding=(0, 0, 0, 0), dilation=1, bias=True):
        top, bottom, left, right = padding

        def convolve(input, kernel, bias=None):
            padded = F.pad(nchw(input), (left, right, top, bottom))
            return nhwc(F.conv2d(padded, kernel.permute(3, 2, 0, 1), bias, stride=stride, dilation=dilation))

        leaves = {"input": normal(11, *input), "kernel": normal(12, *kernel)} | ({"bias": normal(13, kernel[-1])} if bias else {})
        save("layers/conv2d_" + name, with_gradients(convolve, 14, **leaves), stride=stride, dilation=dilation, padding=f"{top},{bottom},{left},{right}")

    def same(input, kernel, stride=1, dilation=1):
        return same_padding(input[1], kernel[0], stride, dilation) + same_padding(input[2], kernel[1], stride, dilation)

    case("valid", (2, 7, 6, 3), (3, 3, 3, 4))
    case("same", (2, 7, 6, 3), (3, 3, 3, 4), padding=(1, 1, 1, 1))
    case("same_5x5", (2, 8, 8, 1), (5, 5, 1, 6), padding=(2, 2, 2, 2))
    case("same_even_kernel", (2, 5, 6, 2), (2, 4, 2, 3), padding=same((2, 5, 6, 2), (2, 4)))
    case("stride_2", (2, 8, 7, 3), (3, 3, 3, 4), stride=2, padding=(1, 1, 1, 1))
    case("same_stride_2", (2, 8, 7, 3), (3, 3, 3, 4), stride=2, padding=same((2, 8, 7, 3), (3, 3), 2))
    case("stride_3_valid", (2, 11, 9, 2), (2, 2, 2, 3), stride=3)
    case("dilation_2", (2, 9, 8, 2), (3, 3, 2, 3), dilation=2)
    case("same_dilation_2", (2, 9, 8, 2), (3, 3, 2, 3), dilation=2, padding=same((2, 9, 8, 2), (3, 3), 1, 2))
    case("rectangular", (2, 7, 8, 3), (1, 5, 3, 4), padding=(0, 0, 2, 2))
    case("pointwise", (2, 5, 4, 6), (1, 1, 6, 5))
    case("pointwise_stride_2", (2, 6, 5, 4), (1, 1, 4, 8), stride=2, bias=False)
    case("no_bias", (2, 7, 6, 3), (3, 3, 3, 4), bias=False)
    case("many_channels", (1, 5, 5, 20), (3, 3, 20, 18), padding=(1, 1, 1, 1))


def pooling():
    def case(name, kind, input, size, stride, padding=(0, 0, 0, 0)):
        top, bottom, left, right = padding

        def pool(input):
            x = nchw(input)
            if kind == "max":
                return nhwc(F.max_pool2d(F.pad(x, (left, right, top, bottom), value=-math.inf), size, stride))
            padded = F.pad(x, (left, right, top, bottom))
            inside = F.pad(torch.ones_like(x), (left, right, top, bottom))
            return nhwc(F.avg_pool2d(padded, size, stride) / F.avg_pool2d(inside, size, stride))   # padding is not counted

        arrays = with_gradients(pool, 22, input=distinct(21, *input))
        save(f"layers/{kind}_pooling_{name}", arrays, size=size, stride=stride, padding=f"{top},{bottom},{left},{right}")

    for kind in ("max", "average"):
        case("2x2", kind, (2, 6, 8, 3), 2, 2)
        case("2x2_odd_input", kind, (2, 7, 5, 3), 2, 2)
        case("3x3_stride_2_padded", kind, (2, 8, 7, 3), 3, 2, (1, 1, 1, 1))
        case("3x3_stride_2_same", kind, (2, 8, 7, 3), 3, 2, same_padding(8, 3, 2) + same_padding(7, 3, 2))
        case("3x3_stride_1_same", kind, (1, 5, 6, 2), 3, 1, (1, 1, 1, 1))
    save("layers/global_average_pooling", with_gradients(lambda input: input.mean((1, 2)), 24, input=distinct(23, 3, 4, 5, 2)))
    save("layers/global_max_pooling", with_gradients(lambda input: input.amax((1, 2)), 24, input=distinct(23, 3, 4, 5, 2)))
    sequence = distinct(25, 3, 7, 2)
    save("layers/global_average_pooling_1d", with_gradients(lambda input: F.adaptive_avg_pool1d(input.transpose(1, 2), 1)[..., 0], 26, input=sequence))
    save("layers/global_max_pooling_1d", with_gradients(lambda input: F.adaptive_max_pool1d(input.transpose(1, 2), 1)[..., 0], 26, input=sequence))


def batch_normalization():
    """Three training steps, then inference with the statistics they left.

    input.K and output.K for K = 0, 1, 2; the gradients belong to step 2. The running statistics start at 0 and 1 and are kept in two conventions:
    *.keras: running = 0.99 running + 0.01 batch, with the biased batch variance; *.torch: running = 0.9 running + 0.1 batch, with the unbiased one.
    inference.* uses the statistics of the Keras convention.
    """
    for layout, shape in (("nc", (6, 4)), ("nhwc", (3, 4, 2, 5))):
        for epsilon in (1e-3, 1e-5):
            channels, axes = shape[-1], tuple(range(len(shape) - 1))
            move = nchw if len(shape) == 4 else lambda x: x
            back = nhwc if len(shape) == 4 else lambda x: x
            gamma, beta = normal(31, channels), normal(32, channels)
            torch_mean, torch_variance = torch.zeros(channels, dtype=torch.float64), torch.ones(channels, dtype=torch.float64)
            keras_mean, keras_variance = torch_mean.clone(), torch_variance.clone()
            arrays = {}
            for step in range(3):
                input = normal(33 + step, *shape) * (1 + step) + torch.arange(channels)

                def train(input, gamma, beta):
                    return back(F.batch_norm(move(input), torch_mean, torch_variance, gamma, beta, training=True, momentum=0.1, eps=epsilon))

                result = with_gradients(train, 37, input=input, gamma=gamma, beta=beta)
                arrays |= {f"input.{step}": input, f"output.{step}": result["output"]}
                keras_mean = 0.99 * keras_mean + 0.01 * input.mean(axes)
                keras_variance = 0.99 * keras_variance + 0.01 * input.var(axes, unbiased=False)
            del result["input"], result["output"]
            inference = with_gradients(lambda input, gamma, beta: back(F.batch_norm(move(input), keras_mean, keras_variance, gamma, beta, eps=epsilon)),
                                       38, input=input, gamma=gamma, beta=beta)
            arrays |= result | {"inference." + key: value for key, value in inference.items() if key not in ("gamma", "beta")}
            arrays |= {"running_mean.keras": keras_mean, "running_variance.keras": keras_variance,
                       "running_mean.torch": torch_mean, "running_variance.torch": torch_variance}
            save(f"layers/batch_normalization_{layout}_{epsilon:.0e}".replace("e-0", "e-"), arrays, epsilon=epsilon)
            if len(shape) == 4 and epsilon == 1e-3:
                save("layers/batch_normalization_nchw_1e-3", {key: nchw(value) if value.dim() == 4 else value for key, value in arrays.items()},
                     epsilon=epsilon, axis=1)


def shapes_and_merges():
    save("layers/flatten", with_gradients(lambda input: input.reshape(2, 60), 42, input=normal(41, 2, 3, 4, 5)))
    merge = {"input.0": normal(43, 2, 3, 4), "input.1": normal(44, 2, 3, 4), "input.2": normal(45, 2, 3, 4)}
    save("layers/add", with_gradients(lambda **inputs: sum(inputs.values()), 46, **merge))
    save("layers/concatenate_last_axis", with_gradients(lambda **inputs: torch.cat(list(inputs.values()), -1), 47,
         **{"input.0": normal(43, 2, 3, 4), "input.1": normal(44, 2, 3, 1), "input.2": normal(45, 2, 3, 2)}), axis=-1)
    save("layers/concatenate_axis_1", with_gradients(lambda **inputs: torch.cat(list(inputs.values()), 1), 47,
         **{"input.0": normal(43, 2, 3, 4), "input.1": normal(44, 2, 1, 4)}), axis=1)
    save("layers/subtract", with_gradients(lambda **inputs: torch.sub(*inputs.values()), 46,
         **{"input.0": normal(43, 2, 3, 4), "input.1": normal(44, 2, 3, 4)}))
    save("layers/multiply", with_gradients(lambda **inputs: math.prod(inputs.values()), 46, **merge))
    save("layers/average", with_gradients(lambda **inputs: torch.stack(list(inputs.values())).mean(0), 46, **merge))
    save("layers/maximum", with_gradients(lambda **inputs: torch.maximum(*inputs.values()), 46,
         **{"input.0": distinct(43, 2, 3, 4), "input.1": distinct(44, 2, 3, 4) + 0.01}))
    save("layers/minimum", with_gradients(lambda **inputs: torch.minimum(*inputs.values()), 46,
         **{"input.0": distinct(43, 2, 3, 4), "input.1": distinct(44, 2, 3, 4) + 0.01}))
    save("layers/dot", with_gradients(lambda **inputs: (inputs["input.0"] * inputs["input.1"]).sum(-1, keepdim=True), 48,
         **{"input.0": normal(43, 5, 7), "input.1": normal(44, 5, 7)}))
    save("layers/dot_axes_1_2", with_gradients(lambda **inputs: torch.einsum("bkij,bmk->bijm", *inputs.values()), 48,
         **{"input.0": normal(43, 2, 4, 3, 2), "input.1": normal(44, 2, 5, 4)}))
    save("layers/dot_cosine", with_gradients(lambda **inputs: F.cosine_similarity(*inputs.values(), dim=-1)[:, None], 48,
         **{"input.0": normal(43, 5, 7), "input.1": normal(44, 5, 7)}))
    save("layers/permute_2_3_1", with_gradients(lambda input: nhwc(input), 49, input=normal(43, 2, 3, 4, 5)))
    save("layers/reshape_6_2", with_gradients(lambda input: torch.unflatten(input.flatten(1), 1, (6, 2)), 49, input=normal(43, 2, 3, 4)))
    save("layers/repeat_vector_3", with_gradients(lambda input: input[:, None].repeat(1, 3, 1), 49, input=normal(43, 4, 5)))
    save("layers/flatten_column_major", with_gradients(lambda input: input.permute(0, 3, 2, 1).reshape(2, 60), 42, input=normal(41, 2, 3, 4, 5)))


def relu():
    """Keras 3's relu with its options; x has no element on a kink."""
    x = distinct(57, 24)
    arrays = {"x": x}
    for most, slope, threshold in ((None, 0, 0), (None, 0.25, 0), (1.5, 0, 0), (1.5, 0.25, 0), (None, 0, 0.5), (None, 0.25, 0.5), (1.5, 0.25, 0.5), (1, 0.25, 2)):
        leaf = x.clone().requires_grad_()
        y = leaf * (leaf > threshold)
        if most is not None:
            y = torch.clamp(y, 0, most)
        y = y - slope * F.relu(threshold - leaf)
        arrays |= {f"y.{str(most).lower()}_{slope}_{threshold}": y, f"gradient.{str(most).lower()}_{slope}_{threshold}": torch.autograd.grad(y.sum(), leaf)[0]}
    save("layers/relu", arrays, "formula")


def p_relu():
    save("layers/p_relu", with_gradients(lambda input, alpha: F.prelu(input, alpha), 72, input=normal(71, 6, 5), alpha=normal(73, 5)))
    shared = with_gradients(lambda input, alpha: nhwc(F.prelu(nchw(input), alpha.reshape(-1))), 72, input=normal(71, 2, 3, 4, 5), alpha=normal(73, 1, 1, 5))
    save("layers/p_relu_shared", shared)


def embedding():
    indices = torch.tensor([[3, 0, 3, 6], [1, 3, 6, 6]])
    # Numbers have no gradient. They are written as floating point, which an embedding of float64 is built from.
    save("layers/embedding", with_gradients(lambda embeddings: F.embedding(indices, embeddings), 75, embeddings=normal(74, 7, 3))
         | {"input": indices.double(), "gradient.input": torch.zeros(2, 4)})


# ---- activations -----------------------------------------------------------------------------------------------------------------------------------

def activations():
    """y = f(x) over a grid from -10 to 10, a few magnitudes and some random numbers, all away from the kinks at 0, 1, 3 and 6 (either sign)."""
    grid = torch.arange(-10, 10, 0.171875, dtype=torch.float64) + 0.011
    far = torch.tensor([-700.5, -100.25, -40.0, -25.5, -1e-3, -1e-9, 1e-9, 1e-3, 17.5, 21.0, 40.0, 100.25, 700.5], dtype=torch.float64)
    x = torch.cat([grid, far, normal(51, 40)])
    for name, f in {
        "relu": F.relu,
        "leaky_relu_0.1": lambda x: F.leaky_relu(x, 0.1),
        "elu": F.elu,
        "selu": F.selu,
        "gelu_exact": F.gelu,
        "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
        "silu": F.silu,
        "mish": lambda x: x * torch.tanh(F.softplus(x, threshold=40)),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "softplus": lambda x: F.softplus(x, threshold=40),
        "softsign": F.softsign,
        "hard_sigmoid": F.hardsigmoid,
        "hard_tanh": F.hardtanh,
        "relu6": F.relu6,
        "hard_swish": F.hardswish,
        "celu_2": lambda x: F.celu(x, 2.0),
        "log_sigmoid": F.logsigmoid,
        "tanh_shrink": F.tanhshrink,
        "soft_shrink": F.softshrink,
        "hard_shrink": F.hardshrink,
        "threshold": lambda x: F.threshold(x, 1.5, -0.25),
    }.items():
        activation("activations/" + name, f, x)
    for name, f in {   # Keras 3's definitions
        "squareplus": lambda x: torch.where(x > 0, (x + (x * x + 4).sqrt()) / 2, 2 / ((x * x + 4).sqrt() - x)),
        "sparse_plus": lambda x: torch.where(x <= -1, 0 * x, torch.where(x >= 1, x, (x + 1) ** 2 / 4)),
        "sparse_sigmoid": lambda x: torch.where(x <= -1, 0 * x, torch.where(x >= 1, 0 * x + 1, (x + 1) / 2)),
    }.items():
        activation("activations/" + name, f, x, "formula")
    activation("activations/exponential", torch.exp, x[x.abs() < 200])
    rows = torch.cat([normal(52, 6, 7) * 3, torch.tensor([[1000.0, 999, 998, 0, -1000, -999, 5], [0] * 7, [-50, 0, 50, 20, 49, 48, -49]], dtype=torch.float64)])
    activation("activations/softmax", lambda x: F.softmax(x, -1), rows)
    activation("activations/log_softmax", lambda x: F.log_softmax(x, -1), rows)
    activation("activations/softmax_axis_1", lambda x: F.softmax(x, 1), normal(53, 2, 5, 3))
    activation("activations/log_softmax_axis_1", lambda x: F.log_softmax(x, 1), normal(53, 2, 5, 3))
    activation("activations/sparsemax", lambda x: sparsemax(x, -1), torch.cat([normal(52, 6, 7), rows[:6], rows[7:8]]), "formula")   # not at a bend
    activation("activations/sparsemax_axis_1", lambda x: sparsemax(x, 1), normal(53, 2, 5, 3), "formula")
    activation("activations/glu", lambda x: F.glu(x, -1), normal(55, 6, 8) * 3)
    activation("activations/glu_axis_1", lambda x: F.glu(x, 1), normal(55, 2, 4, 3) * 3)


def sparsemax(x, axis):
    """Martins and Astudillo 2016, algorithm 1: sort, find how many are above zero, subtract what their sum exceeds 1 by."""
    z = x.movedim(axis, -1)
    ranked = z.sort(-1, descending=True).values
    count = torch.arange(1, z.shape[-1] + 1, dtype=torch.float64)
    k = (1 + count * ranked > ranked.cumsum(-1)).sum(-1, keepdim=True)
    tau = (ranked.cumsum(-1).gather(-1, k - 1) - 1) / k
    return (z - tau).clamp(min=0).movedim(-1, axis)


def activation(name, f, x, source="torch"):
    result = with_gradients(lambda x: f(x), 54, x=x)
    save(name, {"x": x, "y": result["output"], "gradient.y": result["gradient.output"], "gradient.x": result["gradient.x"]}, source)


# ---- losses ----------------------------------------------------------------------------------------------------------------------------------------

def losses():
    """value.none is one number per element (cross entropy: per sample), value.per_sample its mean over the last axis.

    value.mean and value.sum are over all of value.none. gradient.mean and gradient.sum are with respect to the predictions (logits);
    gradient.none is pulled back from upstream.none.
    """
    logits, labels = normal(61, 6, 5) * 3, torch.tensor([0, 4, 2, 2, 1, 3])
    one_hot = F.one_hot(labels, 5).double()
    soft = F.softmax(normal(62, 6, 5), -1)
    for name, target in (("", labels), ("_one_hot", one_hot), ("_soft_labels", soft)):
        for smoothing in (0.0, 0.1):
            loss(f"cross_entropy{name}" + ("_smoothing_0.1" if smoothing else ""), logits, target,
                 lambda x, y, reduction: F.cross_entropy(x, y, reduction=reduction, label_smoothing=smoothing), label_smoothing=smoothing)
    huge = torch.tensor([[1000.0, 0, -1000], [-1000, 0, 1000], [1e4, 1e4, 1e4]], dtype=torch.float64)
    loss("cross_entropy_huge_logits", huge, torch.tensor([0, 0, 1]), lambda x, y, reduction: F.cross_entropy(x, y, reduction=reduction))
    per_pixel = lambda x, y, reduction: F.cross_entropy(nchw(x), y, reduction=reduction)
    loss("cross_entropy_per_pixel", normal(63, 2, 3, 4, 5), torch.from_numpy(numpy.random.default_rng(64).integers(0, 5, (2, 3, 4))), per_pixel)

    ignored_losses(logits)

    binary = (normal(65, 6, 5) > 0).double()
    loss("binary_cross_entropy", logits, binary, lambda x, y, reduction: F.binary_cross_entropy_with_logits(x, y, reduction=reduction))
    loss("binary_cross_entropy_soft_labels", logits, soft, lambda x, y, reduction: F.binary_cross_entropy_with_logits(x, y, reduction=reduction))
    smoothed = lambda x, y, reduction: F.binary_cross_entropy_with_logits(x, y * 0.9 + 0.05, reduction=reduction)
    loss("binary_cross_entropy_smoothing_0.1", logits, binary, smoothed, label_smoothing=0.1)
    loss("binary_cross_entropy_huge_logits", huge, (huge > 0).double(), lambda x, y, reduction: F.binary_cross_entropy_with_logits(x, y, reduction=reduction))
    targets = normal(66, 6, 5)
    loss("mean_squared_error", logits, targets, lambda x, y, reduction: F.mse_loss(x, y, reduction=reduction))
    loss("mean_absolute_error", logits, targets, lambda x, y, reduction: F.l1_loss(x, y, reduction=reduction))
    for delta in (1.0, 1.5):
        loss(f"huber_{delta}", logits, targets, lambda x, y, reduction: F.huber_loss(x, y, reduction=reduction, delta=delta), delta=delta)
    more_losses(logits, labels, one_hot, soft, binary, targets)


def ignored_losses(logits):
    some = torch.tensor([0, 255, 2, 255, 1, 3])
    for smoothing in (0.0, 0.1):
        loss("cross_entropy_ignored" + ("_smoothing_0.1" if smoothing else ""), logits, some,
             lambda x, y, reduction: F.cross_entropy(x, y, reduction=reduction, label_smoothing=smoothing, ignore_index=255), label_smoothing=smoothing)
    pixels = torch.from_numpy(numpy.random.default_rng(64).integers(-1, 5, (2, 3, 4)))
    loss("cross_entropy_per_pixel_ignored", normal(63, 2, 3, 4, 5), pixels,
         lambda x, y, reduction: F.cross_entropy(nchw(x), y, reduction=reduction, ignore_index=-1))
    weights = torch.tensor([0.5, 2, 0, 1, 3], dtype=torch.float64)   # divided by the number that counts, not by their weights' sum as F.cross_entropy does

    def weighted(x, y, reduction):
        each = F.cross_entropy(x, y, weight=weights, reduction="none", ignore_index=255)
        return each if reduction == "none" else each.sum() if reduction == "sum" else each.sum() / (y != 255).sum()
    loss("cross_entropy_class_weights_ignored", logits, some, weighted, source="formula")


def more_losses(logits, labels, one_hot, soft, binary, targets):
    p, log = torch.sigmoid(logits), torch.log
    loss("cross_entropy_probabilities", soft, labels, lambda x, y, reduction: F.nll_loss(log(x / x.sum(-1, keepdim=True)), y, reduction=reduction))
    loss("cross_entropy_probabilities_soft_labels", soft, F.softmax(targets, -1),
         rows(lambda x, y: -(y * log(x / x.sum(-1, keepdim=True))).sum(-1)), source="formula")
    class_weights = torch.tensor([0.5, 2, 0, 1, 3], dtype=torch.float64)
    loss("cross_entropy_class_weights", logits, labels, rows(lambda x, y: F.cross_entropy(x, y, weight=class_weights, reduction="none")))
    loss("binary_cross_entropy_probabilities", p, binary, lambda x, y, reduction: F.binary_cross_entropy(x, y, reduction=reduction))
    loss("binary_cross_entropy_class_weights", logits, binary,
         rows(lambda x, y: F.binary_cross_entropy_with_logits(x, y, weight=torch.where(y > 0, 3.0, 0.5).double(), reduction="none")))
    loss("kl_divergence", logits, soft, rows(lambda x, y: F.kl_div(F.log_softmax(x, -1), y, reduction="none").sum(-1)))
    loss("kl_divergence_one_hot", logits, one_hot, rows(lambda x, y: F.kl_div(F.log_softmax(x, -1), y, reduction="none").sum(-1)))
    loss("kl_divergence_probabilities", soft, F.softmax(targets, -1),
         rows(lambda x, y: F.kl_div(log(x / x.sum(-1, keepdim=True)), y, reduction="none").sum(-1)))
    counts, rates = torch.from_numpy(numpy.random.default_rng(81).poisson(2.0, (6, 5)).astype("float64")), logits.abs() + 0.1
    for full in (False, True):
        name = "_full" if full else ""
        loss("poisson" + name, logits, counts, lambda x, y, reduction: F.poisson_nll_loss(x, y, full=full, reduction=reduction), full=full)
        loss("poisson_rates" + name, rates, counts,
             lambda x, y, reduction: F.poisson_nll_loss(x, y, log_input=False, full=full, eps=1e-7, reduction=reduction), full=full)
        spread = torch.cat([targets, normal(82, 6, 5)], -1)
        loss("gaussian_negative_log_likelihood" + name, spread, logits,
             lambda x, y, reduction: F.gaussian_nll_loss(x[:, :5], y, x[:, 5:].exp(), full=full, reduction=reduction), full=full)
        loss("gaussian_negative_log_likelihood_variances" + name, torch.cat([targets, normal(82, 6, 5).exp()], -1), logits,
             lambda x, y, reduction: F.gaussian_nll_loss(x[:, :5], y, x[:, 5:], full=full, reduction=reduction), full=full)
    loss("cosine_similarity", logits, targets, rows(lambda x, y: -F.cosine_similarity(x, y, -1)))
    signs = torch.tensor([1, -1, -1, 1, 1, -1])
    for margin in (1.0, 6.0):
        def triplet(x, y):
            swapped = (y < 0)[:, None]
            positive, negative = torch.where(swapped, x[:, 2], x[:, 1]), torch.where(swapped, x[:, 1], x[:, 2])
            return F.triplet_margin_loss(x[:, 0], positive, negative, margin=margin, reduction="none")
        loss(f"triplet_margin_{margin}", normal(83, 6, 3, 4), signs, rows(triplet), margin=margin)
    for margin in (0.0, 0.3):
        loss(f"cosine_embedding_{margin}", normal(84, 6, 2, 4), signs,
             lambda x, y, reduction: F.cosine_embedding_loss(x[:, 0], x[:, 1], y, margin=margin, reduction=reduction), margin=margin)
        loss(f"margin_ranking_{margin}", normal(85, 6, 2), signs,
             lambda x, y, reduction: F.margin_ranking_loss(x[:, 0], x[:, 1], y, margin=margin, reduction=reduction), margin=margin)
    loss("hinge_embedding", rates, binary * 2 - 1, lambda x, y, reduction: F.hinge_embedding_loss(x, y, margin=1.0, reduction=reduction))

    # What PyTorch lacks, or has in another form: Keras's formulas, and the papers'.
    signed = binary * 2 - 1
    for name, predictions, truth, function in (
        ("hinge", logits, binary, rows(lambda x, y: torch.clamp(1 - (2 * y - 1) * x, min=0))),
        ("hinge_signs", logits, signed, rows(lambda x, y: torch.clamp(1 - y * x, min=0))),
        ("squared_hinge", logits, binary, rows(lambda x, y: torch.clamp(1 - (2 * y - 1) * x, min=0) ** 2)),
        ("categorical_hinge", logits, labels, rows(lambda x, y: categorical_hinge(x, F.one_hot(y, 5).double()))),
        ("categorical_hinge_one_hot", logits, one_hot, rows(categorical_hinge)),
        ("log_cosh", logits, targets, rows(lambda x, y: log(torch.cosh(x - y)))),
        ("mean_absolute_percentage_error", logits, targets, rows(lambda x, y: 100 * ((x - y) / y).abs())),
        ("mean_squared_logarithmic_error", rates, counts, rows(lambda x, y: (torch.log1p(x) - torch.log1p(torch.clamp(y, min=1e-7))) ** 2)),
        ("half_squared_error", logits, targets, rows(lambda x, y: ((x - y) ** 2).sum(-1) / 2)),
        ("dice", logits, binary, rows(lambda x, y: dice(torch.sigmoid(x), y))),
        ("dice_probabilities", p, binary, rows(dice)),
        ("tversky", logits, binary, rows(lambda x, y: tversky(torch.sigmoid(x), y))),
        ("circle", normal(86, 6, 4), torch.tensor([0, 1, 0, 2, 1, 0]), rows(circle)),
        ("binary_focal_cross_entropy", logits, binary, rows(lambda x, y: binary_focal(torch.sigmoid(x), y, 2.0))),
        ("binary_focal_cross_entropy_alpha", logits, binary, rows(lambda x, y: binary_focal(torch.sigmoid(x), y, 0.5, 0.25))),
        ("binary_focal_cross_entropy_probabilities", p, soft, rows(lambda x, y: binary_focal(x, y, 2.0))),
        ("categorical_focal_cross_entropy", logits, labels, rows(lambda x, y: categorical_focal(F.softmax(x, -1), F.one_hot(y, 5), 2.0))),
        ("categorical_focal_cross_entropy_soft_labels", logits, soft, rows(lambda x, y: categorical_focal(F.softmax(x, -1), y, 1.5))),
        ("categorical_generalized_cross_entropy", logits, labels,
         rows(lambda x, y: (1 - F.softmax(x, -1).gather(-1, y[:, None])[:, 0] ** 0.5) / 0.5)),
        ("categorical_generalized_cross_entropy_0.7", logits, labels,
         rows(lambda x, y: (1 - F.softmax(x, -1).gather(-1, y[:, None])[:, 0] ** 0.7) / 0.7)),
    ):
        loss(name, predictions, truth, function, source="formula")


def categorical_hinge(x, y):
    return torch.clamp(((1 - y) * x).max(-1).values - (y * x).sum(-1) + 1, min=0)


def dice(p, y):
    return 1 - (2 * (p * y).sum(-1) + 1e-7) / (p.sum(-1) + y.sum(-1) + 1e-7)


def tversky(p, y):
    hits, false_positives, false_negatives = (p * y).sum(-1), (p * (1 - y)).sum(-1), ((1 - p) * y).sum(-1)
    return 1 - (hits + 1e-7) / (hits + 0.3 * false_positives + 0.7 * false_negatives + 1e-7)


def circle(x, y, gamma=80, margin=0.4):
    """Sample by sample, as the paper writes it."""
    x, losses = x / x.norm(dim=-1, keepdim=True), []
    for i in range(len(x)):
        positive, negative = [], []
        for j in range(len(x)):
            s = (x[i] * x[j]).sum()
            if j != i and y[j] == y[i]:
                positive.append(-gamma * torch.clamp(1 + margin - s, min=0) * (s - (1 - margin)))
            elif y[j] != y[i]:
                negative.append(gamma * torch.clamp(s + margin, min=0) * (s - margin))
        both = torch.logsumexp(torch.stack(positive), 0) + torch.logsumexp(torch.stack(negative), 0) if positive and negative else None
        losses.append(x[i].sum() * 0 if both is None else F.softplus(both, threshold=700))
    return torch.stack(losses)


def binary_focal(p, y, gamma, alpha=None):
    wrong = 1 - (y * p + (1 - y) * (1 - p))
    value = wrong ** gamma * F.binary_cross_entropy(p, y, reduction="none")
    return value if alpha is None else value * (y * alpha + (1 - y) * (1 - alpha))


def categorical_focal(p, y, gamma):
    return -0.25 * (y * (1 - p) ** gamma * torch.log(p)).sum(-1)


def rows(function):
    """A function that gives a loss for each row, or each element, with PyTorch's reductions over all of them."""
    return lambda x, y, reduction: {"none": lambda v: v, "sum": torch.sum, "mean": torch.mean}[reduction](function(x, y))


def loss(name, predictions, labels, function, **settings):
    arrays = {"predictions": predictions, "labels": labels}
    for reduction in ("mean", "sum", "none"):
        x = predictions.clone().requires_grad_()
        value = function(x, labels, reduction)
        upstream = normal(67, *value.shape) if reduction == "none" else torch.ones_like(value)
        gradient, = torch.autograd.grad(value, x, upstream)
        arrays |= {"value." + reduction: value, "gradient." + reduction: gradient}
        if reduction == "none":
            arrays |= {"upstream.none": upstream} | ({"value.per_sample": value.mean(-1)} if value.dim() == predictions.dim() else {})
    save("losses/" + name, arrays, **settings)


# ---- optimizers ------------------------------------------------------------------------------------------------------------------------------------

STEPS = 20
START = {"a": normal(71, 3, 2), "b": normal(72, 4)}
GRADIENTS = {"a": normal(73, STEPS, 3, 2), "b": normal(74, STEPS, 4) * torch.linspace(2, 0.1, STEPS, dtype=torch.float64)[:, None]}
GRADIENTS["b"][7] = 0          # a step without any gradient
GRADIENTS["a"][3, 0, 0] = 25   # and one with a large one


def optimizers():
    """initial.P, gradients.P[step] and parameters.P[step] (after that step) for the parameters P = a, b."""
    O = torch.optim
    for name, make, settings in (
        ("sgd", O.SGD, dict(lr=0.1)),
        ("sgd_momentum", O.SGD, dict(lr=0.1, momentum=0.9)),
        ("sgd_nesterov", O.SGD, dict(lr=0.1, momentum=0.9, nesterov=True)),
        ("sgd_momentum_l2", O.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.01)),
        ("adam_epsilon_1e-8", O.Adam, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8)),
        ("adam_epsilon_1e-7", O.Adam, dict(lr=0.01, betas=(0.9, 0.999), eps=1e-7)),
        ("adam_epsilon_0.1", O.Adam, dict(lr=0.01, betas=(0.8, 0.95), eps=0.1)),
        ("adam_l2", O.Adam, dict(lr=0.01, eps=1e-8, weight_decay=0.01)),
        ("amsgrad", O.Adam, dict(lr=0.01, eps=1e-8, amsgrad=True)),
        ("adamw_0.01", O.AdamW, dict(lr=0.01, eps=1e-8, weight_decay=0.01)),
        ("adamw_0.1", O.AdamW, dict(lr=0.01, eps=1e-8, weight_decay=0.1)),
        ("rmsprop", O.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-7)),
        ("rmsprop_momentum", O.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-7, momentum=0.9)),
        ("rmsprop_centered", O.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-7, centered=True)),
        ("adagrad", O.Adagrad, dict(lr=0.1, initial_accumulator_value=0.1, eps=1e-7)),
    ):
        parameters = {key: value.clone().requires_grad_() for key, value in START.items()}
        optimizer = make(parameters.values(), **settings)

        def step(index):
            for key, parameter in parameters.items():
                parameter.grad = GRADIENTS[key][index].clone()
            optimizer.step()
            return parameters

        optimizer_golden(name, step, "torch", settings)


def keras_optimizers():
    """The formulas of Keras 3 where they differ from PyTorch's: where the epsilon stands, and weight decay apart from the momentum."""
    def adam(w, g, s, t, lr=0.01, b1=0.9, b2=0.999, eps=1e-7):
        s["m"] = s.get("m", 0) + (g - s.get("m", 0)) * (1 - b1)
        s["v"] = s.get("v", 0) + (g * g - s.get("v", 0)) * (1 - b2)
        return w - s["m"] * (lr * math.sqrt(1 - b2 ** t) / (1 - b1 ** t)) / (s["v"].sqrt() + eps)

    def sgd(w, g, s, t, lr=0.1, momentum=0.9):
        s["m"] = momentum * s.get("m", 0) - lr * g
        return w + s["m"]

    def rmsprop(w, g, s, t, lr=0.01, rho=0.9, eps=1e-7):
        s["v"] = rho * s.get("v", 0) + (1 - rho) * g * g
        return w - lr * g / (s["v"] + eps).sqrt()

    def adagrad(w, g, s, t, lr=0.1, eps=1e-7):
        s["v"] = s.get("v", 0.1) + g * g
        return w - lr * g / (s["v"] + eps).sqrt()

    def decayed(update, lr, decay):
        return lambda w, g, s, t: update(w - lr * decay * w, g, s, t)

    for name, update, settings in (
        ("adam_keras", adam, dict(lr=0.01, eps=1e-7)),
        ("adam_keras_epsilon_0.1", lambda *a: adam(*a, eps=0.1), dict(lr=0.01, eps=0.1)),
        ("adamw_keras_0.01", decayed(adam, 0.01, 0.01), dict(lr=0.01, eps=1e-7, weight_decay=0.01)),
        ("sgd_momentum_decoupled_keras", decayed(sgd, 0.1, 0.01), dict(lr=0.1, momentum=0.9, weight_decay=0.01)),
        ("rmsprop_keras", rmsprop, dict(lr=0.01, rho=0.9, eps=1e-7)),
        ("adagrad_keras", adagrad, dict(lr=0.1, initial_accumulator_value=0.1, eps=1e-7)),
    ):
        parameters, slots = dict(START), {key: {} for key in START}

        def step(index):
            for key in parameters:
                parameters[key] = update(parameters[key], GRADIENTS[key][index], slots[key], index + 1)
            return parameters

        optimizer_golden(name, step, "formula", settings)


def optimizer_golden(name, step, source, settings):
    history = {key: [] for key in START}
    for index in range(STEPS):
        for key, value in step(index).items():
            history[key].append(value.detach().clone())
    arrays = {f"initial.{key}": value for key, value in START.items()} | {f"gradients.{key}": value for key, value in GRADIENTS.items()}
    save("optimizers/" + name, arrays | {f"parameters.{key}": torch.stack(values) for key, values in history.items()}, source, **settings)


def clipping():
    """gradient.P before; clipped.KIND.LIMIT.P after, for a limit that binds and one that does not.

    value: each element into [-limit, limit]. norm: each parameter's gradient by itself. global_norm: all together. *.torch multiplies by
    limit / (norm + 1e-6), capped at 1 (torch.nn.utils.clip_grad_norm_); *.exact by limit / max(norm, limit), as TensorFlow and Keras do.
    """
    gradients = {"a": normal(75, 3, 2) * 2, "b": normal(76, 4)}
    arrays = {f"gradient.{key}": value for key, value in gradients.items()}
    arrays |= {"norm.global": torch.cat([g.flatten() for g in gradients.values()]).norm()} | {f"norm.{key}": g.norm() for key, g in gradients.items()}
    for limit in (1.0, 100.0):
        groups = {"norm": [[key] for key in gradients], "global_norm": [list(gradients)]}
        for key, g in gradients.items():
            arrays[f"clipped.value.{limit:.0f}.{key}"] = g.clamp(-limit, limit)
        for kind, members in groups.items():
            for keys in members:
                norm = torch.cat([gradients[key].flatten() for key in keys]).norm()
                leaves = {key: torch.zeros_like(gradients[key]).requires_grad_() for key in keys}
                for key in keys:
                    leaves[key].grad = gradients[key].clone()
                torch.nn.utils.clip_grad_norm_(leaves.values(), limit)
                for key in keys:
                    arrays[f"clipped.{kind}.torch.{limit:.0f}.{key}"] = leaves[key].grad
                    arrays[f"clipped.{kind}.exact.{limit:.0f}.{key}"] = gradients[key] * (limit / max(norm, limit))
    save("optimizers/clipping", arrays)


def schedules():
    """rate[t] is the learning rate used by step t, counted from 0."""
    def case(name, make, **settings):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=settings["learning_rate"])
        schedule, rates = make(optimizer), []
        for _ in range(41):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        save("optimizers/schedule_" + name, {"rate": rates}, **settings)

    S = torch.optim.lr_scheduler
    case("cosine", lambda o: S.CosineAnnealingLR(o, T_max=40, eta_min=0), learning_rate=3e-3, steps=40, minimum=0)
    case("cosine_minimum", lambda o: S.CosineAnnealingLR(o, T_max=40, eta_min=3e-4), learning_rate=3e-3, steps=40, minimum=3e-4)
    case("exponential", lambda o: S.ExponentialLR(o, gamma=0.95), learning_rate=0.1, factor=0.95)
    case("step", lambda o: S.StepLR(o, step_size=10, gamma=0.1), learning_rate=0.1, every=10, factor=0.1)
    case("multi_step", lambda o: S.MultiStepLR(o, milestones=[10, 25], gamma=0.1), learning_rate=0.1, boundaries="10,25", factor=0.1)
    warm, steps = 10, 30       # Keras's CosineDecay with warmup_steps=10, decay_steps=30, alpha=0.1, from 0 to 3e-3
    rates = [3e-3 * t / warm if t < warm else 3e-3 * (0.9 * 0.5 * (1 + math.cos(math.pi * min(t - warm, steps) / steps)) + 0.1) for t in range(45)]
    save("optimizers/schedule_cosine_warmup_keras", {"rate": rates}, "formula", learning_rate=3e-3, warmup_steps=warm, steps=steps, minimum_fraction=0.1)


# ---- initializers ----------------------------------------------------------------------------------------------------------------------------------

def initializers():
    """SHAPE.fan_in, SHAPE.fan_out and, for each rule, SHAPE.RULE.stddev (normal) and SHAPE.RULE.limit (uniform), for kernels in Hebb's layout."""
    arrays = {}
    for shape in ((784, 512), (512, 10), (5, 5, 1, 6), (3, 3, 64, 128), (1, 7, 3, 4)):
        name = "x".join(map(str, shape))
        kernel = torch.empty(shape[::-1]) if len(shape) == 2 else torch.empty(shape[3], shape[2], shape[0], shape[1])
        fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(kernel)
        arrays |= {f"{name}.fan_in": fan_in, f"{name}.fan_out": fan_out}
        for rule, variance in (("glorot", 2 / (fan_in + fan_out)), ("he", 2 / fan_in), ("lecun", 1 / fan_in)):
            arrays |= {f"{name}.{rule}.stddev": math.sqrt(variance), f"{name}.{rule}.limit": math.sqrt(3 * variance)}
    save("initializers/fans", arrays)


# ---- training --------------------------------------------------------------------------------------------------------------------------------------

def train(name, forward, parameters, inputs, labels, rate):
    """30 steps of Adam (PyTorch's form, epsilon 1e-8) on one batch with cross entropy: initial.P, final.P and loss[step], taken before the update."""
    arrays = {"inputs": inputs, "labels": labels} | {"initial." + key: value for key, value in parameters.items()}
    leaves = {key: value.clone().requires_grad_() for key, value in parameters.items()}
    optimizer, curve = torch.optim.Adam(leaves.values(), lr=rate, eps=1e-8), []
    for _ in range(30):
        optimizer.zero_grad()
        value = F.cross_entropy(forward(inputs, leaves), labels)
        value.backward()
        optimizer.step()
        curve.append(value.item())
    arrays |= {"final." + key: value for key, value in leaves.items()} | {"loss": curve}
    save("training/" + name, arrays, optimizer="adam", learning_rate=rate, epsilon=1e-8)


def training():
    labels = torch.from_numpy(numpy.random.default_rng(81).integers(0, 3, 24))
    zeros = lambda count: torch.zeros(count).double()
    mlp = {"dense_1.kernel": normal(82, 4, 8) * 0.5, "dense_1.bias": zeros(8), "dense_2.kernel": normal(83, 8, 3) * 0.3, "dense_2.bias": zeros(3)}
    train("mlp", lambda x, p: torch.tanh(x @ p["dense_1.kernel"] + p["dense_1.bias"]) @ p["dense_2.kernel"] + p["dense_2.bias"],
          mlp, normal(84, 24, 4) + labels[:, None], labels, 0.03)

    def cnn(x, p):   # conv 3x3 same, ReLU, max pool 2, conv 3x3 valid, ReLU, flatten channels-last, dense
        x = F.relu(F.conv2d(nchw(x), p["conv2d_1.kernel"].permute(3, 2, 0, 1), p["conv2d_1.bias"], padding=1))
        x = F.relu(F.conv2d(F.max_pool2d(x, 2), p["conv2d_2.kernel"].permute(3, 2, 0, 1), p["conv2d_2.bias"]))
        return nhwc(x).reshape(x.shape[0], -1) @ p["dense.kernel"] + p["dense.bias"]

    convolutions = {"conv2d_1.kernel": normal(85, 3, 3, 1, 4) * 0.4, "conv2d_1.bias": zeros(4),
                    "conv2d_2.kernel": normal(86, 3, 3, 4, 5) * 0.3, "conv2d_2.bias": zeros(5)}
    train("cnn", cnn, convolutions | {"dense.kernel": normal(87, 20, 3) * 0.3, "dense.bias": zeros(3)},
          normal(88, 16, 8, 8, 1) + labels[:16, None, None, None], labels[:16], 0.01)


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for subject in (dense, conv2d, pooling, batch_normalization, shapes_and_merges, relu, p_relu, embedding, activations, losses,
                    optimizers, keras_optimizers, clipping, schedules, initializers, training):
        subject()
