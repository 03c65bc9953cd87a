#!/usr/bin/env bash
# Sends made-up requests to the whole system, and looks at what they leave behind.
#
#   tools/fuzz.sh [--requests 10000] [--seed 1] [--backend servers|embedded]
#
# The same seed sends the same requests. The last line is one JSON object; answers_500, no_answer, half_made and stuck should
# be 0, and the exit code is 0 only then. Needs what ./test.sh installs.
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(mktemp)
trap 'rm -f "$report"' EXIT
export AUDIENCE_FUZZ_REQUESTS=10000 AUDIENCE_FUZZ_SEED=1 AUDIENCE_FUZZ_BACKEND=servers AUDIENCE_FUZZ_REPORT=$report
while (($#)); do
  case $1 in
    --requests) AUDIENCE_FUZZ_REQUESTS=${2:?--requests needs a number}; shift 2 ;;
    --seed) AUDIENCE_FUZZ_SEED=${2:?--seed needs a number}; shift 2 ;;
    --backend) AUDIENCE_FUZZ_BACKEND=${2:?--backend needs servers or embedded}; shift 2 ;;
    *) echo "usage: tools/fuzz.sh [--requests N] [--seed S] [--backend servers|embedded]" >&2; exit 2 ;;
  esac
done

dotnet build Audience.Tests -c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false
code=0
dotnet test Audience.Tests -c Release --no-build --nologo --filter FullyQualifiedName~FuzzTests.As_many_as_asked_for \
  --logger "console;verbosity=normal" || code=$?
cat "$report"
exit "$code"
