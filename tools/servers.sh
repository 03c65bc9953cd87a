# What test.sh and soak.sh share; sourced by them. Gives a directory for everything temporary, installs the servers that private ones are
# started from, and ends what was left running. Sets `work`; whoever sources it calls `clean_up` at its end.

# In memory where there is room: a slow or busy disk would make every commit of the throw-away servers wait.
scratch=${TMPDIR:-/tmp}
if [[ -w /dev/shm && $(df --output=avail -B G /dev/shm | tail -n 1 | tr -dc '0-9') -ge 8 ]]; then scratch=/dev/shm; fi
work=$(mktemp -d "$scratch/audience-tests.XXXXXX")
chmod 755 "$work"             # the database server gives up the rights of root
mkdir "$work/pids" "$work/tmp" "$work/results"
chmod 1777 "$work/tmp"
export TMPDIR=$work/tmp       # so that everything temporary goes with it
export AUDIENCE_TEST_PIDS=$work/pids
runs=()                       # the pids of what was started, which are its sessions as well
policy=()                     # the command that takes back what keeps packages from starting their services
compiler=audience-tests-$$    # the name of the compiler's pipe, by which it is found again

# One compiler server for all projects, as one for each would load the analyzers anew; nothing stays behind.
build() {
  local code=0
  dotnet build "$1" -c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" || code=$?
  end_compiler
  return "$code"
}

end_compiler() {
  pkill -f -- "-pipename:$compiler\$" || true
}

# Installs the servers, and the programs that are named.
install_missing() {
  local packages=() program
  [[ -x /usr/sbin/mariadbd ]] || packages+=(mariadb-server)
  [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || packages+=(rabbitmq-server)
  for program in ps "$@"; do
    command -v "$program" > /dev/null && continue
    case $program in
      ps) packages+=(procps) ;;
      tsc) packages+=(node-typescript) ;;
      *) packages+=("$program") ;;
    esac
  done
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

# Full disks are tried on file systems of their own, which a killed run leaves mounted.
unmount_left() {
  local mount
  for mount in $(awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/mounts); do
    umount -l "$mount"
  done
}

clean_up() {
  local run
  allow_services
  end_compiler
  for run in "${runs[@]}"; do end_session "$run"; done
  end_left
  unmount_left
  rm -rf "$work"
}
