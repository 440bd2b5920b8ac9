#!/usr/bin/env bash
# Builds the tests, makes small faults in the rules, one at a time, and says which of them no test notices. What survives, and why:
# MUTANTS.md.
#   tests/mutants.sh                       Raas.Domain against Raas.Domain.Tests
#   tests/mutants.sh FILE.cs …             only these files of it
#   tests/mutants.sh deciding              the deciding room of Raas against those of its tests that need neither files nor calls
set -euo pipefail
cd "$(dirname "$0")/.."
build() { dotnet build "$1" -c Release -p:RunAnalyzers=false -v q --nologo; }
build tests/Raas.Mutants
run=(dotnet tests/Raas.Mutants/bin/Release/net10.0/Raas.Mutants.dll)
if [ "${1:-}" = deciding ]; then
  build tests/Raas.Tests
  "${run[@]}" src/Raas tests/Raas.Tests RecordDecider.cs KeyStates.cs DecidedRecord.cs DecidedChanges.cs Tally.cs RecordRequest.cs \
    RowsOnTheWay.cs RecordDeciderTests UnregisterOnTheWayTests DecidedRecordTests TallyTests
  exit
fi
build tests/Raas.Domain.Tests
"${run[@]}" src/Raas.Domain tests/Raas.Domain.Tests "$@"
