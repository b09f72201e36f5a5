#!/usr/bin/env bash
# How soon, from the start of the process, `hebb train` reaches 99.0 % on MNIST's test set: five seeds, each in a process of its own, as Markdown.
# The recipe was chosen on 10,000 samples held out of the training set (--validation 0.16667), never on the test set. MNIST is looked for as always
# (HEBB_DATA, then the user's cache). Other options of `hebb train` may be given: bench/time-to-99.sh --threads 1
set -eu
here=$(cd "$(dirname "$0")" && pwd)
recipe=${RECIPE:-lenet5-dropout}
dotnet build -c Release "$here/../src/Hebb.Cli" -v q --nologo -clp:ErrorsOnly >&2
hebb="$here/../src/Hebb.Cli/bin/Release/net10.0/hebb"

echo "| \`hebb train $recipe --data mnist${*:+ $*}\`, seed | seconds from start to end | of them training | first step after, s | test accuracy |"
echo "|---|---|---|---|---|"
for seed in 0 1 2 3 4; do
  start=$(date +%s%N)
  result=$("$hebb" train "$recipe" --data mnist --seed "$seed" --json "$@" | tail -n 1)
  end=$(date +%s%N)
  member() { sed "s/.*\"$1\":\([-0-9.eE]*\).*/\1/" <<<"$result"; }
  awk "BEGIN { printf \"%d %.2f %.2f %.2f %.2f\n\", $seed, ($end - $start) / 1e9, $(member train_seconds), $(member first_step_seconds), 100 * $(member test_accuracy) }"
done | awk '
  { print "| " $1 " | " $2 " | " $3 " | " $4 " | " $5 " % |"; seconds[NR] = $2; accuracy[NR] = $5 }
  function median(values,  i, j, t) {
    for (i = 2; i <= NR; i++) for (j = i; j > 1 && values[j] < values[j - 1]; j--) { t = values[j]; values[j] = values[j - 1]; values[j - 1] = t }
    return values[int((NR + 1) / 2)]
  }
  END { printf "| median | %.2f | | | %.2f %% |\n", median(seconds), median(accuracy) }'
