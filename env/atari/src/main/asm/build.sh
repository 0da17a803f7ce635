#!/bin/sh
# Assembles the built-in game. Usage: build.sh [OUTPUT]; the default output is the ROM among the resources.
# The same source gives the same 4,096 bytes on every machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-"$here/../resources/dev/ductile/env/rom/volley.bin"}
command -v dasm >/dev/null || { echo "build.sh: dasm is not installed (package 'dasm')" >&2; exit 3; }
dasm "$here/volley.asm" -f3 -o"$output" "-I$here"
size=$(wc -c <"$output")
[ "$size" -eq 4096 ] || { echo "build.sh: $output has $size bytes, expected 4096" >&2; exit 1; }
