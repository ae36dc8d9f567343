# What the scripts of this folder begin with: builds the module, and sets java and commit. Wants root.

# Another measuring that is under way would lose its files, and both would be slow.
mkdir -p "$root/benchmarks/target"
exec 9>"$root/benchmarks/target/lock"
if command -v flock >/dev/null && ! flock -n 9; then
  echo "benchmarks: another measuring is under way in this folder, wait for its end" >&2
  exit 1
fi

echo "benchmarks: building" >&2
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
if ! (cd "$root" && mvn -q -B package -Dmaven.test.skip=true -pl benchmarks -am) >"$log" 2>&1; then
  cat "$log" >&2
  echo "benchmarks: the build failed, see above" >&2
  exit 1
fi

commit="unknown"
if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
  commit="$(git -C "$root" rev-parse --short HEAD)"
  if [[ -n "$(git -C "$root" status --porcelain -- . ":(exclude)benchmarks/results" ":(exclude)benchmarks/claim/results")" ]]; then
    commit="$commit with changes"
  fi
fi

java="java"
if [[ -n "${JAVA_HOME:-}" ]]; then
  java="$JAVA_HOME/bin/java"
fi
