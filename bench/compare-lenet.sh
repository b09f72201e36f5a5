#!/usr/bin/env bash
# Hebb beside PyTorch: LeNet-5 (or: compare-lenet.sh mlp), batch 128, Adam, on this machine.
# First PyTorch is tried under each setting that can matter; then both sides take three turns on one thread and on two, each in a process of its own,
# PyTorch under its best setting for so many. Printed: every turn, the median ratio of the better ones, and both sides' memory.
# SECONDS_PER_FIGURE (default 2) and PYTHON (default /usr/bin/python3) may be set.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
workload=${1:-lenet}
seconds=${SECONDS_PER_FIGURE:-2}
python=${PYTHON:-/usr/bin/python3}
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

dotnet build -c Release "$here/Hebb.Benchmarks" -v q --nologo -clp:ErrorsOnly >&2
hebb="$here/Hebb.Benchmarks/bin/Release/net10.0/Hebb.Benchmarks"

"$here/peers/torch_settings.sh" "$workload" "$(awk "BEGIN { print $seconds / 2 }")" >"$log/settings"
for turn in 1 2 3; do
  for threads in 1 2; do
    best=$("$python" "$here/peers/compare.py" best "$threads" "$log/settings")
    "$hebb" "$workload" --threads "$threads" --seconds "$seconds" --json >>"$log/hebb"
    "$here/peers/torch_settings.sh" "$workload" "$seconds" "$best" >>"$log/torch"
  done
done
"$python" "$here/peers/compare.py" table "$log/settings" "$log/hebb" "$log/torch"
