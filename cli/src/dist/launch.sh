# What the snapshot command is started with, from the sources and where it is installed; both scripts source this file.
#
#   JAVA_HOME              the Java; otherwise the java on the PATH
#   SNAPSHOT_JAVA_OPTIONS  more options for the JVM, such as -Xmx8g
#   OMP_NUM_THREADS        threads of one operation; 1 is fastest on small networks

fail() {
  echo "snapshot: $*" >&2
  exit 1
}

# Sets java to one that is new enough, or says that it needs what $1 names.
find_java() {
  java="java"
  if [[ -n "${JAVA_HOME:-}" ]]; then
    java="$JAVA_HOME/bin/java"
  fi
  command -v "$java" >/dev/null || fail "needs $1 17 or newer, found no $java"
  told="$("$java" -version 2>&1 || true)"
  version="$(sed -n 's/.* version "\([^"]*\)".*/\1/p' <<<"$told" | head -n 1)"
  major="${version%%[!0-9]*}"
  [[ -n "$major" ]] || fail "needs $1 17 or newer, cannot tell the version of $java, which says: ${told//$'\n'/; }"
  ((major >= 17)) || fail "needs $1 17 or newer, $java is version $version"
}

# Becomes the command, on the class path $1.
launch() {
  local class_path="$1"
  shift
  # Java reads no file whose name has a letter beyond ASCII where the locale knows none, as in a bare container.
  case "$(locale charmap 2>/dev/null || true)" in
    ANSI_X3.4-1968 | US-ASCII) export LC_ALL=C.UTF-8 ;;
  esac

  # What the system says of a file stands in messages beside English, and some of it is looked at.
  if [[ -n "${LC_ALL:-}" ]]; then
    export LANG="$LC_ALL"
    unset LC_ALL "${!LC_@}"
  fi
  export LC_MESSAGES=C

  # On small networks one thread is as fast as two, and threads that spin while they wait take the processor from whatever
  # else runs: on two busy cores 40 s instead of 3 s of training.
  export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
  export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"

  # ND4J's OpenBLAS takes an AMD processor that is younger than itself (family 26 and up) for one without AVX, and
  # multiplies matrices at half the speed.
  if [[ -z "${OPENBLAS_CORETYPE:-}" && -r /proc/cpuinfo ]] && grep -qw avx2 /proc/cpuinfo; then
    family="$(sed -n '/AuthenticAMD/,/^$/ s/^cpu family[[:space:]]*: //p' /proc/cpuinfo | head -n 1)"
    if ((${family:-0} > 25)); then
      export OPENBLAS_CORETYPE=Haswell
    fi
  fi

  # What is made and soon dropped needs little room; with a hundred megabytes for it, as the JVM would have it, a process
  # grows by as much before it first collects, and is no faster. The same is true of what is dropped later: a heap that
  # begins small is collected before it has grown by hundreds of megabytes, and still grows where data need it.
  options=(-XX:+UseSerialGC -Xms32m -Xmn16m -Dorg.deeplearning4j.crash.reporting.enabled=false)
  # Newer JVMs warn of what the native libraries' loader does.
  if ((major >= 22)); then
    options+=(--enable-native-access=ALL-UNNAMED)
  fi
  if ((major >= 23)); then
    options+=(--sun-misc-unsafe-memory-access=allow)
  fi
  # Java cannot tell whether standard error is a terminal, nor how wide it is.
  if [[ -t 2 ]]; then
    size="$(stty size <&2 2>/dev/null || true)"
    rows="${size% *}"
    columns="${size#* }"
    [[ "$columns" =~ ^[1-9][0-9]*$ ]] || columns="${COLUMNS:-80}"
    # A block higher than the screen could not be drawn over.
    if [[ ! "$rows" =~ ^[1-9][0-9]*$ ]] || ((rows >= 12)); then
      options+=("-Dsnapshot.columns=$columns")
    fi
  fi
  if [[ -n "${SNAPSHOT_JAVA_OPTIONS:-}" ]]; then
    read -r -a more <<<"$SNAPSHOT_JAVA_OPTIONS"
    options+=("${more[@]}")
  fi

  exec "$java" "${options[@]}" -cp "$class_path" org.snapshotensemble.cli.Main "$@"
}
