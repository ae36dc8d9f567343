# What the scripts of this folder begin with: builds the module, and sets java and commit. Wants root.

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
