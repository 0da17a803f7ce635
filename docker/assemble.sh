#!/usr/bin/env bash
# assemble.sh TARGET [cpu|gpu]: copies a built checkout to TARGET, where it runs without Maven and a
# JDK: the launcher, the class path in lib/, and JNA's library in natives/jna/.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

fail() {
  echo "assemble: $*" >&2
  exit 1
}

[ $# -ge 1 ] || fail "usage: assemble.sh TARGET [cpu|gpu]"
target=$1
device=${2:-cpu}
classpath_file=$root/eval/core/target/classpath.txt
[ -f "$classpath_file" ] || fail "no $classpath_file: run 'mvn -DskipTests package' first"
[ ! -e "$target/lib" ] || fail "$target/lib is there already: give a new folder"

# The order of the class path is kept: it decides which of two equal classes counts.
mkdir -p "$target/lib" "$target/docker" "$target/natives/jna"
main_jar=$(find "$root/eval/core/target" -maxdepth 1 -name 'ductile-eval-core-*.jar' \
  ! -name '*-tests.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar')
[ -f "$main_jar" ] || fail "wanted one eval-core jar in $root/eval/core/target, found: ${main_jar:-none}"
while IFS= read -r jar; do
  name=$(basename "$jar")
  [ -f "$jar" ] || fail "$jar is no jar: the build ended before 'package'"
  [ ! -e "$target/lib/$name" ] || fail "two jars are called $name"
  cp "$jar" "$target/lib/$name"
  echo "$name" >>"$target/lib/classpath.txt"
done < <(echo "$main_jar" && tr ':' '\n' <"$classpath_file")

# JNA would unpack it to a folder for temporary files, where containers may forbid to execute.
jna=$(find "$target/lib" -name 'jna-[0-9]*.jar')
(
  cd "$target/natives/jna"
  "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --extract --file "$jna" com/sun/jna/linux-x86-64/libjnidispatch.so
  mv com/sun/jna/linux-x86-64/libjnidispatch.so .
  rm -r com
)

case $device in
  cpu) ;;
  gpu)
    # Maven goes on without a profile that it does not know; an image that cannot use its GPU must not.
    [ -n "$(find "$target/lib" -name '*-linux-x86_64-gpu.jar')" ] ||
      fail "no GPU build of TensorFlow on the class path: is there a Maven profile 'gpu'?"
    ;;
  *) fail "DEVICE is '$device': wanted cpu or gpu" ;;
esac

cp "$root/ductile" "$root/LICENSE" "$root/NOTICE" "$target/"
cp "$root"/docker/*.sh "$target/docker/"
