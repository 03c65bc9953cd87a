#!/usr/bin/env bash
# Installs what the tests need, builds the solution, runs the tests.
#
#   ./test.sh                  all tests
#   ./test.sh --filter NAME    those whose full name contains NAME
#   ./test.sh --category NAME  those of a category: unit (no server), property (long series of random
#                             cases), database, broker, faults, pages (a browser), published (what
#                             tools/publish.sh makes; not among all tests, as it takes minutes)
#
# The last line is "N passed, N failed" (", N skipped" where some were); the exit code is 0 only when
# something passed and nothing failed. Needs Debian 12, or what it would install there, and the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")"

passed=0 failed=1 skipped=0   # until the tests have said better
. tools/servers.sh

main() {
  local conditions=() filter=()
  while (($#)); do
    case $1 in
      --filter) name_filter "${2:?--filter needs a name}"; shift 2 ;;
      --filter=*) name_filter "${1#*=}"; shift ;;
      --category) category_filter "${2:?--category needs a name}" || return; shift 2 ;;
      --category=*) category_filter "${1#*=}" || return; shift ;;
      *) usage; return 2 ;;
    esac
  done
  # Both conditions have to hold where both are given.
  ((${#conditions[@]})) && filter=(--filter "$(IFS='&'; echo "${conditions[*]}")")

  command -v dotnet > /dev/null || { echo "the .NET SDK is not installed (see global.json for its version)" >&2; return 1; }
  install_missing chromium tsc python3
  build Audience.sln
  run_tests "${filter[@]}"
}

usage() {
  echo "usage: ./test.sh [--filter NAME] [--category unit|property|database|broker|faults|pages|published]" >&2
}

name_filter() {
  conditions+=("FullyQualifiedName~$(escape "$1")")
}

category_filter() {
  case $1 in
    unit | property | database | broker | faults | pages | published)
      # An explicit test runs only where it is named in full.
      if [[ $1 == published ]]; then
        conditions+=("FullyQualifiedName=Audience.Tests.Deploy.PublishedTests.One_file_labels_and_serves_from_an_empty_directory")
      else
        conditions+=("TestCategory=$1")
      fi ;;
    *) usage; return 2 ;;
  esac
}

# What a test filter takes for an operator must be escaped.
escape() {
  sed 's/[\\()&|=!~]/\\&/g' <<< "$1"
}

# Tests of faults come one after the other, and each waits for most of its time: where all are run, they have a test host of their own,
# and with it servers of their own, beside all others.
run_tests() {
  local code=0 run
  if (($#)); then
    start tests "$@"
  else
    start faults --filter "TestCategory=faults"
    start tests --filter "TestCategory!=faults"
  fi
  for run in "${runs[@]}"; do
    wait "$run" || code=$?
  done
  count "$code"
}

# In the background, because bash would put off a signal until the end of a command in the foreground.
start() {
  local report=$1
  shift
  setsid dotnet test Audience.Tests -c Release --no-build --nologo "$@" \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$report.trx" --results-directory "$work/results" \
    --blame-hang-timeout 30min --blame-hang-dump-type none < /dev/null &
  runs+=($!)
}

# Takes the figures from the reports of the runs, which have them even when a test host has crashed.
count() {
  local report counters told=
  for report in "$work"/results/*.trx; do
    counters=$(grep -o '<Counters [^>]*>' "$report" 2> /dev/null) || continue
    [[ -n $told ]] || failed=0
    told=yes
    passed=$((passed + $(figure passed "$counters")))
    failed=$((failed + $(figure failed "$counters") + $(figure error "$counters")))
    failed=$((failed + $(figure timeout "$counters") + $(figure aborted "$counters")))
    skipped=$((skipped + $(figure total "$counters") - $(figure executed "$counters")))
  done
  if [[ -z $told ]] && (($1 == 0)); then failed=0; fi
  if ((passed + failed + skipped == 0)); then
    echo "no test has such a name or category" >&2
  fi
  # A crash, or a set-up or tear-down that failed, belongs to no test.
  if (($1 != 0 && failed == 0)); then
    echo "the test run ended with exit code $1" >&2
    failed=1
  fi
}

figure() {
  sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$2"
}

finish() {
  local code=$?
  trap '' INT TERM
  set +e
  clean_up
  if ((code == 0 && (failed > 0 || passed == 0))); then code=1; fi
  # Stopped half-way, by a signal or an error: what was counted is not the whole.
  if ((code != 0 && failed == 0 && passed > 0)); then failed=1; fi
  echo "$passed passed, $failed failed$( ((skipped)) && echo ", $skipped skipped")"
  exit "$code"
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
main "$@"
