#!/usr/bin/env bash
# Installs what the tests need, builds the solution, runs the tests.
#
#   ./test.sh                  all tests
#   ./test.sh --filter NAME    those whose full name contains NAME
#
# The last line is "N passed, N failed" (", N skipped" where some were); the exit code is 0 only when
# something passed and nothing failed. Needs Debian 12, or what it would install there, and the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")"

passed=0 failed=1 skipped=0   # until the tests have said better
# In memory where there is room: a slow or busy disk would make every commit of the throw-away servers wait.
scratch=${TMPDIR:-/tmp}
if [[ -w /dev/shm && $(df --output=avail -B G /dev/shm | tail -n 1 | tr -dc '0-9') -ge 8 ]]; then scratch=/dev/shm; fi
work=$(mktemp -d "$scratch/audience-tests.XXXXXX")
chmod 755 "$work"             # the database server gives up the rights of root
mkdir "$work/pids" "$work/tmp" "$work/results"
chmod 1777 "$work/tmp"
export TMPDIR=$work/tmp       # so that everything temporary goes with it
run=                          # the pid of the test run, which is its session as well
policy=()                     # the command that takes back what keeps packages from starting their services

main() {
  local filter=()
  while (($#)); do
    case $1 in
      --filter) filter=(--filter "FullyQualifiedName~$(escape "${2:?--filter needs a name}")"); shift 2 ;;
      --filter=*) filter=(--filter "FullyQualifiedName~$(escape "${1#*=}")"); shift ;;
      *) echo "usage: ./test.sh [--filter NAME]" >&2; return 2 ;;
    esac
  done

  command -v dotnet > /dev/null || { echo "the .NET SDK is not installed (see global.json for its version)" >&2; return 1; }
  install_missing
  # No build server stays behind.
  dotnet build Audience.sln -c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false
  run_tests "${filter[@]}"
}

# What a test filter takes for an operator must be escaped.
escape() {
  sed 's/[\\()&|=!~]/\\&/g' <<< "$1"
}

install_missing() {
  local packages=()
  [[ -x /usr/sbin/mariadbd ]] || packages+=(mariadb-server)
  [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || packages+=(rabbitmq-server)
  command -v chromium > /dev/null || packages+=(chromium)
  command -v ps > /dev/null || packages+=(procps)
  command -v tsc > /dev/null || packages+=(node-typescript)
  ((${#packages[@]})) || return 0

  local root=()
  if ((EUID != 0)); then
    command -v sudo > /dev/null || {
      echo "these packages are missing, and without root or sudo they cannot be installed: ${packages[*]}" >&2
      return 1
    }
    root=(sudo)
  fi
  command -v apt-get > /dev/null || { echo "these are missing, and there is no apt-get: ${packages[*]}" >&2; return 1; }

  echo "installing ${packages[*]}"
  # The tests start servers of their own: the packages' services stay down, unless the machine has a policy already.
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    policy=("${root[@]}" rm -f /usr/sbin/policy-rc.d)
    printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee /usr/sbin/policy-rc.d > /dev/null
    "${root[@]}" chmod 755 /usr/sbin/policy-rc.d
  fi
  local log=$work/apt.log
  { "${root[@]}" apt-get update \
    && "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends "${packages[@]}"
  } > "$log" 2>&1 < /dev/null || { tail -n 30 "$log" >&2; echo "apt-get failed" >&2; return 1; }
  allow_services
}

allow_services() {
  ((${#policy[@]} == 0)) || "${policy[@]}"
  policy=()
}

run_tests() {
  local code=0
  # In the background, because bash would put off a signal until the end of a command in the foreground.
  AUDIENCE_TEST_PIDS=$work/pids setsid \
    dotnet test Audience.Tests -c Release --no-build --nologo "$@" \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=tests.trx" --results-directory "$work/results" \
    --blame-hang-timeout 30min --blame-hang-dump-type none < /dev/null &
  run=$!
  wait "$run" || code=$?
  count "$code"
}

# Takes the figures from the report of the run, which has them even when the test host has crashed.
count() {
  local counters
  counters=$(grep -o '<Counters [^>]*>' "$work/results/tests.trx" 2> /dev/null) || counters=
  if [[ -n $counters ]]; then
    passed=$(figure passed "$counters")
    failed=$(($(figure failed "$counters") + $(figure error "$counters") + $(figure timeout "$counters") + $(figure aborted "$counters")))
    skipped=$(($(figure total "$counters") - $(figure executed "$counters")))
  elif (($1 == 0)); then
    failed=0
  fi
  if ((passed + failed + skipped == 0)); then
    echo "no test has such a name" >&2
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

# Ends what still runs of a session that was started here.
end_session() {
  local pid
  for pid in $(ps -o pid= -s "$1"); do
    kill -KILL "$pid" 2> /dev/null || true
  done
}

# A crashed test host leaves its servers: it has noted their pids, with the start times that tell them from others.
end_left() {
  local note pid started
  for note in "$work"/pids/*; do
    [[ -e $note ]] || continue
    pid=${note##*/}
    started=$(sed 's/.*) //' "/proc/$pid/stat" 2> /dev/null | cut -d ' ' -f 20) || true
    # Where the process itself has ended, only its children are left in its session.
    [[ -z $started || $started == "$(< "$note")" ]] || continue
    end_session "$pid"
  done
}

finish() {
  local code=$?
  trap '' INT TERM
  set +e
  allow_services
  [[ -z $run ]] || end_session "$run"
  end_left
  rm -rf "$work"
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
