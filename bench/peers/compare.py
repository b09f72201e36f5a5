#!/usr/bin/env python3
"""What compare-lenet.sh makes of its measurements, files of JSON lines.

    compare.py best THREADS SETTINGS          the setting under which PyTorch was fastest on so many threads
    compare.py table SETTINGS HEBB TORCH      everything, as Markdown
"""
import json
import statistics
import sys

SPEED = "train_samples_per_s"


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fastest(rows):
    return max(rows, key=lambda row: row[SPEED])


def describe(setting):
    threads, core, layout = setting.split(",")
    return f"{threads} thread{'s' if threads != '1' else ''}, {core or 'default kernels'}, {layout}"


def turns(rows):
    """A pair for each turn: on one thread, on two."""
    return list(zip(rows[0::2], rows[1::2]))


def table(settings, hebb, torch):
    print(f"### {hebb[0]['workload']}: {hebb[0]['peer']} and {torch[0]['peer']}\n")
    print("| turn | Hebb, samples/s, 1 thread | 2 threads | PyTorch, 1 thread | 2 threads | the better Hebb to the better PyTorch |")
    print("|---|---|---|---|---|---|")
    pairs = []
    for turn, (ours, theirs) in enumerate(zip(turns(hebb), turns(torch)), 1):
        pairs.append((fastest(ours), fastest(theirs)))
        speeds = " | ".join(f"{row[SPEED]:,.0f}" for row in (*ours, *theirs))
        print(f"| {turn} | {speeds} | {pairs[-1][0][SPEED] / pairs[-1][1][SPEED]:.2f} |")
    print(f"\nPyTorch here: {describe(torch[0]['setting'])}; {describe(torch[1]['setting'])}. The better ones of each turn:\n")
    print("| median of three turns | Hebb | PyTorch | Hebb is better by, median |")
    print("|---|---|---|---|")
    for key, label, form, more in (
            (SPEED, "training, samples/s", ",.0f", True), ("train_ms_per_step", "training, ms per step", ".2f", False),
            ("predict_1_us", "prediction of one sample, us", ".0f", False), ("predict_batch_samples_per_s", "prediction of 128, samples/s", ",.0f", True),
            ("peak_rss_mb", "most memory of the process, MB", ".0f", False)):
        ours, theirs = ([pair[side][key] for pair in pairs] for side in (0, 1))
        ratio = statistics.median(a / b if more else b / a for a, b in zip(ours, theirs))
        print(f"| {label} | {statistics.median(ours):{form}} | {statistics.median(theirs):{form}} | {ratio:.2f} |")
    print("\nPyTorch under each setting, one process each:\n")
    print("| setting (threads, OpenBLAS kernels, layout) | training, samples/s | prediction of one, us | prediction of 128, samples/s | memory, MB |")
    print("|---|---|---|---|---|")
    for row in settings:
        speeds = f"{row[SPEED]:,.0f} | {row['predict_1_us']:.0f} | {row['predict_batch_samples_per_s']:,.0f}"
        print(f"| {describe(row['setting'])} | {speeds} | {row['peak_rss_mb']:.0f} |")


if sys.argv[1] == "best":
    print(fastest([row for row in read(sys.argv[3]) if row["threads"] == int(sys.argv[2])])["setting"])
else:
    table(*map(read, sys.argv[2:]))
