#!/usr/bin/env bash
# Makes what is installed elsewhere, in the directory that is named (default: publish):
#
#   audience-linux-x64, audience-linux-arm64, audience-win-x64.exe   one file each, with the runtime in it
#   Audience.VERSION.nupkg                                           dotnet tool install --global --add-source DIR Audience
#
#   tools/publish.sh [--rid RID]… [--no-tool] [DIRECTORY]
#
# Compiled ahead of time (ReadyToRun), so that the first command does not wait for the compiler; each assembly by itself: the
# framework's are so already, and to compile all of them anew as one takes many minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

rids=() tool=true out=publish
while (($#)); do
  case $1 in
    --rid) rids+=("${2:?--rid needs a runtime identifier}"); shift 2 ;;
    --no-tool) tool=false; shift ;;
    -*) echo "usage: tools/publish.sh [--rid RID]… [--no-tool] [DIRECTORY]" >&2; exit 2 ;;
    *) out=$1; shift ;;
  esac
done
((${#rids[@]})) || rids=(linux-x64 linux-arm64 win-x64)
mkdir -p "$out"
out=$(cd "$out" && pwd)

# Every package is that of its lock file, by its hash; the runtimes, of which no lock file tells, come from the SDK's own version.
dotnet restore Audience.Local --locked-mode -v quiet
for rid in "${rids[@]}"; do
  made=$(mktemp -d)
  dotnet publish Audience.Local -c Release -r "$rid" --self-contained -o "$made" --nologo -v quiet \
    -p:RestoreLockedMode=false -p:NuGetLockFilePath="obj/$rid.lock.json" \
    -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:PublishReadyToRun=true \
    -p:PublishReadyToRunComposite=false -p:DebugType=none
  extension=; [[ $rid == win-* ]] && extension=.exe
  mv "$made/Audience.Local$extension" "$out/audience-$rid$extension"
  rm -r "$made"
  echo "$out/audience-$rid$extension"
done
if $tool; then
  dotnet pack Audience.Local -c Release -o "$out" --nologo -v quiet
  echo "$out"/Audience.*.nupkg
fi
