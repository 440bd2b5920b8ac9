using System.Runtime.CompilerServices;
using Raas.Tests;

namespace Raas.EndToEnd;

/// <summary>Before the first test, whichever it is.</summary>
internal static class ModuleStart
{
    [ModuleInitializer]
    internal static void Run() => TemporaryFolder.Choose();
}
