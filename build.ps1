# Usage: .\build.ps1 [restore] [build] [test] [publish] [samples]      without a word: all of them, in this order
# Windows PowerShell 5.1 and later.
param([Parameter(ValueFromRemainingArguments = $true)][string[]]$Steps)

$ErrorActionPreference = 'Stop'
Set-Location -Path $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

function Invoke-Dotnet {
    param([string[]]$Arguments, [int[]]$Accepted = @(0))
    & dotnet $Arguments
    if ($Accepted -notcontains $LASTEXITCODE) {
        Write-Host "dotnet $($Arguments -join ' ') ended with exit code $LASTEXITCODE."
        exit 1
    }
}

function Invoke-Step {
    param([string]$Name)
    Write-Host "== $Name"
    switch ($Name) {
        'restore' { Invoke-Dotnet @('restore', 'Raas.sln') }
        'build'   { Invoke-Dotnet @('build', 'Raas.sln', '-c', 'Release') }
        'test'    { Invoke-Dotnet @('test', 'Raas.sln', '-c', 'Release') }
        'publish' { Invoke-Dotnet @('publish', 'src/Raas.Host', '-c', 'Release', '--use-current-runtime', '--self-contained', 'false', '-p:PublishReadyToRun=true', '-o', 'publish') }
        # A night with refused deliveries ends with exit code 3, and the samples have some on purpose.
        'samples' { Invoke-Dotnet @('run', '-c', 'Release', '--project', 'src/Raas.Host', '--', 'night', '--samples', '--data-root', 'data-of-samples') @(0, 3) }
        default {
            Write-Host "Unknown step '$Name'. One of: restore build test publish samples"
            exit 2
        }
    }
}

if (-not $Steps) { $Steps = @('restore', 'build', 'test', 'publish', 'samples') }
foreach ($name in $Steps) { Invoke-Step $name }
