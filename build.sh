#!/usr/bin/env bash
# Usage: ./build.sh [restore] [build] [test] [publish] [samples]      without a word: all of them, in this order
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

step() {
  echo "== $1"
  case "$1" in
    restore) dotnet restore Raas.sln ;;
    build)   dotnet build Raas.sln -c Release ;;
    test)    dotnet test Raas.sln -c Release ;;
    publish) dotnet publish src/Raas.Host -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o publish ;;
    samples)
      # A night with refused deliveries ends with exit code 3, and the samples have some on purpose.
      dotnet run -c Release --project src/Raas.Host -- night --samples --data-root data-of-samples || [ $? -eq 3 ] ;;
    *) echo "Unknown step '$1'. One of: restore build test publish samples" >&2; exit 2 ;;
  esac
}

if [ $# -eq 0 ]; then set -- restore build test publish samples; fi
for name in "$@"; do step "$name"; done
