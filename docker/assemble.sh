#!/usr/bin/env bash
# assemble.sh TARGET [cpu|gpu]: copies a built checkout to TARGET, where it runs without Maven and a
# JDK and extracts nothing: the launcher, the class path in lib/, native libraries in natives/.
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
mkdir -p "$target/lib" "$target/docker" "$target/natives"
main_jar=$(find "$root/eval/core/target" -maxdepth 1 -name 'ductile-eval-core-*.jar' \
  ! -name '*-tests.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar')
[ -f "$main_jar" ] || fail "wanted one eval-core jar in $root/eval/core/target, found: ${main_jar:-none}"
unpack() { # unpack JAR FOLDER [MEMBER...]
  mkdir -p "$2"
  (cd "$2" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --extract --file "$1" "${@:3}") || fail "cannot unpack $1"
}

mapfile -d : -t jars < <(printf '%s:' "$main_jar" && tr -d '\n' <"$classpath_file")
for jar in "${jars[@]}"; do
  name=$(basename "$jar")
  [ -f "$jar" ] || fail "$jar is no jar: the build ended before 'package'"
  case $name in
    # Loaded by file names of their own choice.
    ale-*-linux-x86_64.jar) natives=(org/bytedeco/ale/linux-x86_64/libale.so org/bytedeco/ale/linux-x86_64/libSDL2-2.0.so.0) ;;
    jna-[0-9]*.jar) natives=(com/sun/jna/linux-x86-64/libjnidispatch.so) ;;
    jline-native-*.jar) natives=(org/jline/nativ/Linux/x86_64/libjlinenative.so) ;;
    lz4-java-*.jar) natives=(net/jpountz/util/linux/amd64/liblz4-java.so) ;;
    *) natives=() ;;
  esac
  if [ ${#natives[@]} -gt 0 ]; then
    unpack "$jar" "$target/natives/.members" "${natives[@]}"
  fi
  # JavaCPP loads libraries where they are if the class path holds a folder instead of their jar.
  case $name in
    ale-*) ;;
    *-linux-x86_64*.jar)
      unpack "$jar" "$target/lib/${name%.jar}"
      echo "${name%.jar}" >>"$target/lib/classpath.txt"
      continue
      ;;
  esac
  [ ! -e "$target/lib/$name" ] || fail "two jars are called $name"
  cp "$jar" "$target/lib/$name"
  echo "$name" >>"$target/lib/classpath.txt"
done
# The name by which ND4J wants OpenBLAS; JavaCPP would link it in a cache.
find "$target/lib" -path '*/openblas-*' -name libopenblas.so.0 \
  -execdir ln -s libopenblas.so.0 libopenblas_nolapack.so.0 \;

find "$target/natives/.members" -type f -exec mv -t "$target/natives" {} +
rm -r "$target/natives/.members"
for library in libale.so libSDL2-2.0.so.0 libjnidispatch.so; do
  [ -f "$target/natives/$library" ] || fail "no $library on the class path"
done

case $device in
  cpu) ;;
  gpu)
    # Maven goes on without a profile that it does not know; an image that cannot use its GPU must not.
    [ -n "$(find "$target/lib" -maxdepth 1 -name '*-linux-x86_64-gpu')" ] ||
      fail "no GPU build of TensorFlow on the class path: is there a Maven profile 'gpu'?"
    ;;
  *) fail "DEVICE is '$device': wanted cpu or gpu" ;;
esac

# Which code this is; DUCTILE_COMMIT says it where there is no git.
if commit=$([ -e "$root/.git" ] && git -C "$root" rev-parse --verify --quiet HEAD); then
  changes=$(git -C "$root" status --porcelain -- pom.xml env replay agent eval ':!*/docs/*' ':!*/src/test/*' ':!*/examples/*')
  echo "$commit $([ -z "$changes" ] && echo clean || echo changed)" >"$target/lib/commit"
elif [ -n "${DUCTILE_COMMIT:-}" ]; then
  echo "$DUCTILE_COMMIT unknown" >"$target/lib/commit"
fi

cp "$root/ductile" "$root/LICENSE" "$root/NOTICE" "$target/"
cp "$root"/docker/*.sh "$target/docker/"
