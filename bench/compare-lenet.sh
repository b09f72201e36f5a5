#!/usr/bin/env bash
# Hebb beside PyTorch: LeNet-5 (or: compare-lenet.sh mlp), batch 128, Adam, on this machine.
# First PyTorch is tried under each setting that can matter; then both sides take three turns on one thread and on two, each in a process of its own,
# PyTorch under its best setting for so many. Printed: every turn, the median ratio of the better ones, and both sides' memory.
# SECONDS_PER_FIGURE (2 if not set) and PYTHON (else the first of python3 and /usr/bin/python3 that has PyTorch) may be set.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
workload=${1:-lenet}
seconds=${SECONDS_PER_FIGURE:-2}
has_torch() { "$1" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)' 2>/dev/null; }
if [ -z "${PYTHON:-}" ]; then
  for PYTHON in python3 /usr/bin/python3 ""; do if [ -n "$PYTHON" ] && has_torch "$PYTHON"; then break; fi; done
  if [ -z "$PYTHON" ]; then echo "compare-lenet.sh: no Python with PyTorch here; set PYTHON to one (Debian's package: python3-torch)" >&2; exit 2; fi
fi
export PYTHON
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

dotnet build -c Release "$here/Hebb.Benchmarks" -v q --nologo -clp:ErrorsOnly >&2
hebb="$here/Hebb.Benchmarks/bin/Release/net10.0/Hebb.Benchmarks"

"$here/peers/torch_settings.sh" "$workload" "$(awk "BEGIN { print $seconds / 2 }")" >"$log/settings"
for turn in 1 2 3; do
  for threads in 1 2; do
    best=$("$PYTHON" "$here/peers/compare.py" best "$threads" "$log/settings")
    "$hebb" "$workload" --threads "$threads" --seconds "$seconds" --json >>"$log/hebb"
    "$here/peers/torch_settings.sh" "$workload" "$seconds" "$best" >>"$log/torch"
  done
done
"$PYTHON" "$here/peers/compare.py" table "$log/settings" "$log/hebb" "$log/torch"
