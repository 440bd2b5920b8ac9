#!/usr/bin/env bash
# Builds the tests, makes small faults in the rules, one at a time, and says which of them no test notices. What survives, and why:
# MUTANTS.md.
#   tests/mutants.sh                       Raas.Domain against Raas.Domain.Tests
#   tests/mutants.sh FILE.cs …             only these files of it
set -euo pipefail
cd "$(dirname "$0")/.."
build() { dotnet build "$1" -c Release -p:RunAnalyzers=false -v q --nologo; }
build tests/Raas.Mutants
run=(dotnet tests/Raas.Mutants/bin/Release/net10.0/Raas.Mutants.dll)
build tests/Raas.Domain.Tests
"${run[@]}" src/Raas.Domain tests/Raas.Domain.Tests "$@"
