#!/usr/bin/env bash
# PyTorch's side under each setting that can matter, one process and one JSON line for each; or under one of them only.
#   torch_settings.sh lenet|mlp SECONDS [SETTING]      SETTING is THREADS,CORETYPE,LAYOUT as printed, such as 2,SKYLAKEX,channels-last
# Threads: small networks are often faster on one. OPENBLAS_CORETYPE: OpenBLAS takes its AVX2 kernels on processors that it does not know; SKYLAKEX
# gives it those for AVX-512. Channels-last: the layout in which oneDNN's convolutions are usually faster.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
workload=$1 seconds=$2 only=${3:-}

for threads in 1 2; do
  for core in "" SKYLAKEX; do
    for layout in contiguous channels-last; do
      if [ "$workload" = mlp ] && [ "$layout" = channels-last ]; then continue; fi   # it has no images
      setting="$threads,$core,$layout"
      if [ -n "$only" ] && [ "$only" != "$setting" ]; then continue; fi
      flag=$([ "$layout" = channels-last ] && echo --channels-last || true)
      env ${core:+OPENBLAS_CORETYPE=$core} OPENBLAS_NUM_THREADS=$threads OMP_NUM_THREADS=$threads \
        "$python" "$here/torch_peer.py" "$workload" --threads "$threads" --seconds "$seconds" $flag | sed "s/}\$/, \"setting\": \"$setting\"}/"
    done
  done
done
