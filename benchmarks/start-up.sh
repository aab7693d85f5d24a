#!/usr/bin/env bash
# From the start of a JVM to the first packet counted on lo: the median of ten cold starts, and of each
# part. Needs root, bash, and what `mvn package` makes. Usage: start-up.sh [runs]; JAVA names another
# java, JAVA_OPTIONS adds to its command line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs=${1:-10}
java=${JAVA:-java}
classes=compiler/target/bpf4j-all.jar:benchmarks/target/classes
work=$(mktemp -d)

# Something to count: a datagram every five milliseconds to a port that nobody listens on.
traffic() {
  while sleep 0.005; do
    echo >/dev/udp/127.0.0.1/9
  done 2>"$work/refused"
}
traffic &
traffic=$!
trap 'kill "$traffic"; wait "$traffic" 2>"$work/killed" || true; rm -rf "$work"' EXIT

for ((run = 0; run < runs; run++)); do
  # shellcheck disable=SC2086 # JAVA_OPTIONS are several words
  "$java" ${JAVA_OPTIONS:-} -cp "$classes" bpf4j.benchmarks.StartUp "$(date +%s%N)" \
    2>"$work/warnings" || { cat "$work/warnings" >&2; exit 1; }
done | awk '{ total = 0; for (i = 1; i < NF; i++) total += $i; print $0, total }' >"$work/runs"

# median COLUMN: of the runs, in microseconds.
median() {
  sort -n -k "$1,$1" "$work/runs" | awk -v c="$1" '
    { value[NR] = $c }
    END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

"$java" -version 2>&1 | head -1
printf 'load %s, %d runs, median in milliseconds\n' "$(cut -d' ' -f1 /proc/loadavg)" "$runs"
column=0
for part in 'start of the JVM to main' 'first map (loads jnr-ffi)' 'compile the lambda' \
  'load the program' 'attach to lo' 'until a packet is counted' 'processor time of it all' \
  'start to first packet'; do
  column=$((column + 1))
  printf '%-28s %7.1f\n' "$part" "$(median $column | awk '{ print $1 / 1000 }')"
done
