using Raas.Configuration;
using Raas.Store;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Raas.Tests.Store;

/// <summary>A test of the store contract: runs on SQLite always, on PostgreSQL where it is installed, on SQL Server when
/// a connection string is in the environment. Only their absence skips it, and then by name; a server that does not answer is a
/// failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Raas.Tests.Store.StoreFactDiscoverer", "Raas.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

public sealed class StoreFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod,
        IAttributeInfo factAttribute) =>
        new StoreTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

public sealed class StoreTestCase : XunitTestCase
{
    [Obsolete("Called by the deserializer")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        Absence(TestMethod.TestClass.Class.Name) ?? base.GetSkipReason(factAttribute);

    private static string? Absence(string test) =>
        test == typeof(SqlServerStoreTests).FullName ? TestStore.Absence(StoreKind.SqlServer)
            : test == typeof(PostgreSqlStoreTests).FullName ? TestStore.Absence(StoreKind.PostgreSql) : null;
}
