#!/usr/bin/env bash
# Fuzzes every parser of outside bytes (tests/it/parsers.rs) and minimises what it found:
#
#   tools/fuzz.sh SECONDS [PARSER...]
#
# Each parser runs for so many seconds, from fuzz/seeds and fuzz/corpora; what covers more is merged back into fuzz/corpora/PARSER.tar.gz,
# and a line of figures goes to fuzz/figures.csv: inputs tried, edges covered, inputs kept, seconds since the last new edge, failures.
# Needs a nightly toolchain and a C++ compiler for libFuzzer; cargo-fuzz is installed where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?seconds for each parser}
shift
parsers=("$@")
if [ ${#parsers[@]} -eq 0 ]; then
  mapfile -t parsers < <(find fuzz/seeds -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
fi
command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
host=$(rustc +nightly -vV | sed -n 's/^host: //p')
cargo +nightly fuzz build --release parser
binary=fuzz/target/$host/release/parser
figures=fuzz/figures.csv
[ -f "$figures" ] || echo "parser,inputs,edges,kept,seconds,failures" >"$figures"
mkdir -p fuzz/corpora

for parser in "${parsers[@]}"; do
  corpus=$work/$parser/corpus least=$work/$parser/least found=$work/$parser/found
  mkdir -p "$corpus" "$least" "$found"
  [ -f "fuzz/corpora/$parser.tar.gz" ] && tar -xzf "fuzz/corpora/$parser.tar.gz" -C "$corpus"
  log=$work/$parser/log
  # Ten seconds for one input, and half a gigabyte, are a failure too.
  KIDTRIP_PARSER=$parser "$binary" "$corpus" "fuzz/seeds/$parser" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65536 -artifact_prefix="$found/" -print_final_stats=1 -use_value_profile=1 >"$log" 2>&1 || true
  KIDTRIP_PARSER=$parser "$binary" -merge=1 -max_len=16384 "$least" "$corpus" "fuzz/seeds/$parser" >/dev/null 2>&1 || true
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  edges=$(grep -oE 'cov: [0-9]+' "$log" | tail -1 | cut -d' ' -f2)
  kept=$(find "$least" -type f | wc -l)
  failures=$(find "$found" -type f | wc -l)
  if [ "$failures" -gt 0 ]; then
    mkdir -p "fuzz/artifacts/$parser" && cp "$found"/* "fuzz/artifacts/$parser/"
    tail -40 "$log"
  fi
  tar --sort=name --mtime=2026-11-27 --owner=0 --group=0 --numeric-owner -cf - -C "$least" . | gzip -9n >"fuzz/corpora/$parser.tar.gz"
  sed -i "/^$parser,/d" "$figures"
  echo "$parser,${inputs:-0},${edges:-0},$kept,$seconds,$failures" | tee -a "$figures"
done
