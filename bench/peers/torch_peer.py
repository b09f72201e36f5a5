#!/usr/bin/env python3
"""LeNet-5 and an MLP in PyTorch on the CPU, timed as Hebb.Benchmarks times them: one JSON line.

    torch_peer.py lenet|mlp [--threads N] [--seconds S] [--channels-last]

A training step is forward, backward and Adam on one batch of 128 random samples. Every figure is the best of three windows; peak_rss_mb is the
whole process's. How fast PyTorch is depends much on settings outside this file: torch_settings.sh lists those that matter.
"""
import argparse
import json
import resource
import time

import torch
from torch import nn

BATCH = 128


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


WORKLOADS = {
    "lenet": ("lenet5_b128_adam", lenet, (1, 28, 28)),
    "mlp": ("mlp_784_512_512_10_b128_adam", mlp, (784,)),
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=sorted(WORKLOADS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--channels-last", action="store_true")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    name, build, sample = WORKLOADS[options.workload]
    model, images, labels = build(), torch.randn(BATCH, *sample), torch.randint(0, 10, (BATCH,))
    if options.channels_last and images.dim() == 4:
        model, images = model.to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step():
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()

    training = best_of_three(step, options.seconds)
    model.eval()
    with torch.inference_mode():
        one = images[:1].clone()
        predict_one = best_of_three(lambda: model(one), options.seconds / 2)
        predict_batch = best_of_three(lambda: model(images), options.seconds / 2)
    print(json.dumps({
        "workload": name,
        "peer": "pytorch " + torch.__version__,
        "train_samples_per_s": BATCH / training,
        "train_ms_per_step": training * 1e3,
        "predict_1_us": predict_one * 1e6,
        "predict_batch_samples_per_s": BATCH / predict_batch,
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "threads": options.threads,
        "channels_last": options.channels_last,
    }))


main()
