#!/usr/bin/env bash
# Entry point of the images: imports the ROMs of a mounted folder, once, and becomes ./ductile with the
# same arguments, so that signals and the exit code are its own.
set -euo pipefail

launcher=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../ductile
home=${DUCTILE_HOME:-/data}
roms=${DUCTILE_ROMS:-/roms}
runs=${DUCTILE_RUNS:-/runs}
file_mask=${DUCTILE_UMASK:-0022}

fail() { # fail EXIT_CODE MESSAGE
  echo "ductile: $2" >&2
  exit "$1"
}

require_writable() { # require_writable FOLDER WHAT
  local probe
  # Permission bits say little to root and on network file systems.
  if ! probe=$(mktemp "$1/.probe.XXXXXX" 2>/dev/null) || ! rm "$probe"; then
    fail 1 "user $(id -u):$(id -g) cannot write $1, the folder of $2: mount a folder of that user there, or start the container as its owner (--user UID:GID)"
  fi
}

is_archive='( -iname *.whl -o -iname *.zip )'

# What lies in the folder of ROMs; hidden files do not count.
rom_files() { # rom_files [FIND_TEST...]
  find "$roms" -type f ! -path "$roms/*/.*" ! -path "$roms/.*" "$@"
}

import_source() { # import_source PATH: true if it held supported ROMs
  local code=0
  # Standard output belongs to the command that the user gave.
  "$launcher" roms import "$1" >&2 || code=$?
  case $code in
    0) return 0 ;;
    3) return 1 ;;
    *) fail "$code" "the import of ROMs from $1 failed: take it out of the mounted folder, or mend it" ;;
  esac
}

import_roms() {
  [ -d "$roms" ] || return 0
  if [ ! -r "$roms" ] || [ ! -x "$roms" ]; then
    fail 1 "user $(id -u):$(id -g) cannot read $roms, the mounted folder of ROMs: chmod -R a+rX it on the host"
  fi
  local listing state marker=$home/roms/.imported found=no archive
  listing=$(rom_files -printf '%P %s %T@\n' | sort)
  [ -n "$listing" ] || return 0
  state=$(sha256sum <<<"$listing")
  if [ -f "$marker" ] && [ "$(cat "$marker")" = "$state" ]; then
    return 0
  fi
  # shellcheck disable=SC2086 # a list of words
  if [ -n "$(set -f; rom_files ! $is_archive -print -quit)" ] && import_source "$roms"; then
    found=yes
  fi
  # shellcheck disable=SC2086
  while IFS= read -r -d '' archive <&3; do
    if import_source "$archive"; then found=yes; fi
  done 3< <(set -f; rom_files $is_archive -print0 | sort -z)
  if [ $found = no ]; then
    echo "ductile: no supported ROM in $roms: going on with the games that are installed" >&2
    return 0
  fi
  echo "$state" >"$marker.$$" && mv "$marker.$$" "$marker"
}

[[ $file_mask =~ ^[0-7]{3,4}$ ]] || fail 2 "DUCTILE_UMASK is '$file_mask': wanted an octal number such as 0002"
umask "$file_mask"
case ${1:-} in
  '' | -h | --help | -V | --version) ;; # asks for nothing on disk
  *)
    # As process 1 a shell ignores what it does not handle.
    trap 'fail 75 "stopped before it began"' TERM INT
    require_writable "$home" "ROMs (DUCTILE_HOME)"
    case $1 in
      train | sweep | probe) require_writable "$runs" "runs" ;;
    esac
    import_roms
    ;;
esac
exec "$launcher" "$@"
