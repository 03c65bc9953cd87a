#!/usr/bin/env bash
# Lets random faults strike the whole system while it works, and looks whether anything is lost.
#
#   tools/soak.sh --minutes N --seed S    schedule after schedule for N minutes (10); the first has seed S, the next one S + 1, …
#   tools/soak.sh --schedules 1 --seed S  one schedule again, such as one that failed
#   tools/soak.sh --only KIND …           only these kinds of faults
#   tools/soak.sh --series N              so many series beside the tasks of each schedule (1)
#
# The last line is a JSON object; the exit code is 0 only when nothing differed. Needs what test.sh needs.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/servers.sh

main() {
  local code=0
  command -v dotnet > /dev/null || { echo "the .NET SDK is not installed (see global.json for its version)" >&2; return 1; }
  install_missing >&2
  build tools/Soak >&2
  # In the background, because bash would put off a signal until the end of a command in the foreground.
  setsid dotnet tools/Soak/bin/Release/net10.0/Audience.Soak.dll soak "$@" < /dev/null &
  runs=($!)
  wait "${runs[0]}" || code=$?
  return "$code"
}

finish() {
  local code=$?
  trap '' INT TERM
  set +e
  clean_up
  exit "$code"
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
main "$@"
