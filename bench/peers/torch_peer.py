#!/usr/bin/env python3
"""The eight networks of `Hebb.Benchmarks workloads` in PyTorch on the CPU, timed in the same way: one JSON line for each.

    torch_peer.py [--only NAME,...] [--threads N] [--seconds S] [--channels-last]

A training step is forward, backward and the optimizer's update on one batch of random samples. Every figure is the best of three windows; peak_rss_mb
is the process's so far: for a figure of one workload, run it alone. How fast PyTorch is depends much on settings outside this file, and
`Hebb.Benchmarks compare` tries those that matter: the number of threads, OPENBLAS_CORETYPE (OpenBLAS takes its AVX2 kernels on processors that it does
not know; SKYLAKEX gives it those for AVX-512), and channels-last, the layout in which oneDNN's convolutions are usually faster.
"""
import argparse
import json
import resource
import time

import torch
from torch import nn
from torch.nn import functional


def mlp(inputs, *units):
    layers = []
    for index, count in enumerate(units):
        layers.append(nn.Linear(inputs, count))
        if index < len(units) - 1:
            layers.append(nn.ReLU())
        inputs = count
    return nn.Sequential(*layers)


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), mlp(256, 120, 84, 10))


def mnist_cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), mlp(12 * 12 * 64, 128, 10))


def vgg_small():
    layers, channels = [], 3
    for filters in (64, 128):
        for _ in range(2):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), mlp(8 * 8 * 128, 256, 10))


def normalized(channels, filters, size, stride):
    return nn.Sequential(nn.Conv2d(channels, filters, size, stride, size // 2, bias=False), nn.BatchNorm2d(filters))


class ResidualBlock(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.first = normalized(channels, filters, 3, stride)
        self.second = normalized(filters, filters, 3, 1)
        self.shortcut = nn.Identity() if stride == 1 and channels == filters else normalized(channels, filters, 1, stride)

    def forward(self, x):
        return functional.relu(self.second(functional.relu(self.first(x))) + self.shortcut(x))


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = normalized(3, 16, 3, 1)
        blocks, channels = [], 16
        for filters, first_stride in ((16, 1), (32, 2), (64, 2)):
            for block in range(3):
                blocks.append(ResidualBlock(channels, filters, first_stride if block == 0 else 1))
                channels = filters
        self.blocks, self.head = nn.Sequential(*blocks), nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.blocks(functional.relu(self.stem(x))).mean((2, 3)))


def adam(parameters):
    return torch.optim.Adam(parameters, 1e-3)


def sgd(parameters):
    return torch.optim.SGD(parameters, 0.01)


def momentum(parameters):
    return torch.optim.SGD(parameters, 0.1, momentum=0.9)


# name: network, shape of a batch, number of classes (none: an autoencoder), optimizer
WORKLOADS = {
    "tiny_mlp_4_16_3_b32_adam": (lambda: mlp(4, 16, 3), (32, 4), 3, adam),
    "mlp_784_128_10_b32_sgd": (lambda: mlp(784, 128, 10), (32, 784), 10, sgd),
    "mlp_784_512_512_10_b128_adam": (lambda: mlp(784, 512, 512, 10), (128, 784), 10, adam),
    "lenet5_b128_adam": (lenet, (128, 1, 28, 28), 10, adam),
    "mnist_cnn_b128_adam": (mnist_cnn, (128, 1, 28, 28), 10, adam),
    "autoencoder_784_1000_500_250_30_b128_adam": (lambda: mlp(784, 1000, 500, 250, 30, 250, 500, 1000, 784), (128, 784), None, adam),
    "resnet20_b128_momentum": (ResNet20, (128, 3, 32, 32), 10, momentum),
    "vgg_small_b64_momentum": (vgg_small, (64, 3, 32, 32), 10, momentum),
}


def best_of_three(call, seconds):
    """Seconds per call in the best of three windows, after as long a warm-up as Hebb's."""
    end = time.perf_counter() + min(1, seconds / 2)
    while time.perf_counter() < end:
        call()
    start = time.perf_counter()
    call()
    calls = max(1, int(seconds / 3 / max(1e-7, time.perf_counter() - start)))
    windows = []
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(calls):
            call()
        windows.append((time.perf_counter() - start) / calls)
    return min(windows)


def measure(name, seconds, channels_last):
    build, shape, classes, optimizer_of = WORKLOADS[name]
    torch.manual_seed(0)
    model, samples = build(), torch.randn(*shape)
    labels = torch.randint(0, classes, (shape[0],)) if classes else None
    if channels_last and len(shape) == 4:
        model, samples = model.to(memory_format=torch.channels_last), samples.to(memory_format=torch.channels_last)
    optimizer = optimizer_of(model.parameters())

    def step():
        optimizer.zero_grad(set_to_none=True)
        outputs = model(samples)
        loss = functional.cross_entropy(outputs, labels) if classes else functional.mse_loss(outputs, samples)
        loss.backward()
        optimizer.step()

    training = best_of_three(step, seconds)
    model.eval()
    with torch.inference_mode():
        one = samples[:1].clone()
        predict_one = best_of_three(lambda: model(one), seconds / 2)
        predict_batch = best_of_three(lambda: model(samples), seconds / 2)
    return {
        "workload": name,
        "peer": "pytorch " + torch.__version__,
        "train_samples_per_s": shape[0] / training,
        "train_ms_per_step": training * 1e3,
        "predict_1_us": predict_one * 1e6,
        "predict_batch_samples_per_s": shape[0] / predict_batch,
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default=",".join(WORKLOADS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--channels-last", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for name in options.only.split(","):
        figures = measure(name, options.seconds, options.channels_last)
        print(json.dumps({**figures, "threads": options.threads, "channels_last": options.channels_last}), flush=True)


main()
