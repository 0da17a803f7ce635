#!/usr/bin/env bash
# torture-spark.sh FOLDER [TRIALS] [SEED]: runs a sweep of many short trials undisturbed, and again
# on Spark (local[2,20]) under random `kill -9` of trials' processes and kills of their tasks.
# Ends with 0 if nothing was lost, each was completed once, and all parameters are equal.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
main=${MAIN:-dev.ductile.eval.spark.SparkTorture}
# The launcher's own build and class paths, and the classes of tests beside them.
DUCTILE_PARTS=spark "$root/ductile" --version >/dev/null
# shellcheck disable=SC2086 # a list of arguments
(cd "$root" && mvn -B -q ${DUCTILE_MAVEN_ARGS:-} test-compile -pl eval/spark -am)
built=$root/eval/core/target
files=$built/launcher/base+spark.txt
training=$(compgen -G "$built/ductile-eval-core-*-SNAPSHOT.jar" | head -n 1):$(<"$files")
spark=$(<"$files.spark")
mapfile -t flags < <(sed -n '/^spark_flags=(/,/^)/p' "$root/ductile" | sed '1d;$d;s/^ *//')
# Short processes: their code is not worth compiling twice.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "${flags[@]}" \
  "-Dductile.training.classpath=$training" \
  -cp "$root/eval/spark/target/test-classes:$root/eval/spark/target/classes:$spark" \
  "$main" "$1" "${2:-200}" "${3:-1}"
