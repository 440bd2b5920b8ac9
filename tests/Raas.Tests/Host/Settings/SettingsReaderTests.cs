using Microsoft.Extensions.Configuration;
using Raas.Configuration;
using Raas.Host.Settings;
using Raas.Intake;
using Raas.Nights;
using Raas.Store;

namespace Raas.Tests.Host.Settings;

public sealed class SettingsReaderTests
{
    private static RaasOptions Read(params (string Key, string Value)[] settings) =>
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build());

    [Fact]
    public void Without_settings_the_defaults_hold() => Assert.Equal(new RaasOptions(), Read());

    [Fact]
    public void Every_setting_is_read()
    {
        var options = Read(
            ("Raas:DataRoot", "/srv/raas"), ("Raas:Environment", "P"), ("Raas:Self", "0212344876"), ("Raas:Store", "sqlserver"),
            ("ConnectionStrings:Raas", "Server=x"), ("Raas:LeaseFor", "00:02:00"),
            ("Raas:Intake:IncompleteAfter", "1.00:00:01"), ("Raas:Intake:GapAlarmAfter", "00:30:00"),
            ("Raas:Intake:UnknownAfter", "12:00:00"), ("Raas:Intake:Parallel", "7"),
            ("Raas:Night:HeldAlarmAfter", "7.00:00:00"), ("Raas:Night:Cron", "30 1 * * 1-5"), ("Raas:Guard:MaxShare", "35"),
            ("Raas:Alarms:NotFetchedAfter", "3.00:00:00"), ("Raas:Alarms:NightLateAfter", "02:00:00"),
            ("Raas:Alarms:Webhook", "https://example.org/alarm"), ("Raas:Outgoing:MaxItems", "500"),
            ("Raas:Retention:Archive", "61.00:00:00"), ("Raas:Retention:Out", "31.00:00:00"), ("Raas:Retention:Sent", "100.00:00:00"),
            ("Raas:Retention:Journal", "90.00:00:00"));
        Assert.Equal(new RaasOptions
        {
            DataRoot = "/srv/raas",
            Environment = "P",
            Self = "0212344876",
            Store = StoreKind.SqlServer,
            ConnectionString = "Server=x",
            LeaseFor = TimeSpan.FromMinutes(2),
            Intake = new IntakeOptions { IncompleteAfter = TimeSpan.FromSeconds(86401), GapAlarmAfter = TimeSpan.FromMinutes(30),
                UnknownAfter = TimeSpan.FromHours(12), Parallel = 7 },
            Night = new NightOptions { HeldAlarmAfter = TimeSpan.FromDays(7), Cron = "30 1 * * 1-5" },
            Guard = new GuardOptions { MaxShare = 35 },
            Alarms = new AlarmOptions
                { NotFetchedAfter = TimeSpan.FromDays(3), NightLateAfter = TimeSpan.FromHours(2), Webhook = "https://example.org/alarm" },
            Outgoing = new OutgoingOptions { MaxItems = 500 },
            Retention = new RetentionOptions { Archive = TimeSpan.FromDays(61), Out = TimeSpan.FromDays(31), Sent = TimeSpan.FromDays(100),
                Journal = TimeSpan.FromDays(90) },
        }, options);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(6, 12)]
    [InlineData(64, 16)]
    public void As_many_lanes_are_worked_on_at_once_as_the_processors_allow(int processors, int lanes) =>
        Assert.Equal(lanes, IntakeOptions.DefaultParallel(processors));

    [Theory]
    [InlineData("sqlserver", "Server=x;Max Pool Size=40", 4, 1)]
    [InlineData("sqlserver", "Server=x;Max Pool Size=46", 4, 0)]
    [InlineData("postgresql", "Host=x;Maximum Pool Size=40", 4, 1)]
    [InlineData("postgresql", "Host=x", 17, 0)]
    [InlineData("postgresql", "Host=x", 18, 1)]
    [InlineData("postgresql", "Host=x;Pooling=false", 40, 0)]
    public void The_pool_has_connections_for_all_lanes(string store, string connection, int lanes, int faults)
    {
        var settings = new[] { ("Raas:Store", store), ("ConnectionStrings:Raas", connection), ("Raas:Intake:Parallel", $"{lanes}") };
        if (faults == 0)
            Assert.Equal(lanes, Read(settings).Intake.Parallel);
        else
            Assert.Contains("its pool has", Assert.Single(Assert.Throws<SettingsException>(() => Read(settings)).Faults),
                StringComparison.Ordinal);
    }

    [Fact]
    public void No_lane_at_once_would_be_no_work() => Assert.Throws<SettingsException>(() => Read(("Raas:Intake:Parallel", "0")));

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = Assert.Throws<SettingsException>(() => Read(("Raas:DataRoot", " "), ("Raas:Environment", "X"), ("Raas:Self", "123"),
            ("Raas:Intake:UnknownAfter", "soon"), ("Raas:Intake:UnknwonAfter", "1"))).Faults;
        Assert.Equal(5, faults.Count);
    }

    [Theory]
    [InlineData(null, "Server=x", "Raas:Store is sqlite")]
    [InlineData("sqlite", "Server=x", "Raas:Store is sqlite")]
    [InlineData("postgresql", null, "absent")]
    [InlineData("sqlserver", " ", "absent")]
    [InlineData("postgresql", "Host=x;Colour=blue", "not a connection string")]
    [InlineData("sqlserver", "Host=x", "not a connection string")]
    [InlineData("oracle", null, "'oracle'; sqlite, sqlserver or postgresql was expected")]
    public void The_store_and_its_connection_string_have_to_agree(string? store, string? connection, string fault)
    {
        (string, string)[] settings =
            [.. store is null
                ? [] : new[] { ("Raas:Store", store) }, .. connection is null ? [] : new[] { ("ConnectionStrings:Raas", connection) }];
        Assert.Contains(fault, Assert.Single(Assert.Throws<SettingsException>(() => Read(settings)).Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql", "Host=x;Database=raas", StoreKind.PostgreSql)]
    [InlineData("sqlserver", "Server=x;Database=raas", StoreKind.SqlServer)]
    [InlineData("sqlite", " ", StoreKind.Sqlite)]
    public void The_store_is_the_one_that_is_named(string store, string connection, StoreKind kind) =>
        Assert.Equal(kind, Read(("Raas:Store", store), ("ConnectionStrings:Raas", connection)).Store);

    [Fact]
    public void Faults_of_the_night_the_guard_and_the_alarms_are_told() =>
        Assert.Equal(3, Assert.Throws<SettingsException>(() =>
            Read(("Raas:Night:Cron", "at two"), ("Raas:Guard:MaxShare", "101"), ("Raas:Alarms:Webhook", "mail me"))).Faults.Count);

    private static DashboardSettings Dashboard(params (string Key, string Value)[] settings) =>
        SettingsReader.ReadDashboard(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());

    [Fact]
    public void The_dashboard_is_on_loopback_unless_there_are_users_and_a_certificate()
    {
        Assert.Equal(new Uri("http://127.0.0.1:5080"), Dashboard().Url);
        var user = new[] { ("Raas:Dashboard:Users:0:Name", "anna"), ("Raas:Dashboard:Users:0:Password", Passwords.Hash("a password")),
            ("Raas:Dashboard:Users:0:Role", "operator") };
        Assert.Equal("anna", Assert.Single(Dashboard(user).Users).Name);
        Assert.Equal(2,
            Assert.Throws<SettingsException>(() => Dashboard(("Raas:Dashboard:Url", "http://raas.example.be:5080"))).Faults.Count);
        Assert.Contains("https needs", Assert.Single(Assert.Throws<SettingsException>(() =>
            Dashboard([.. user, ("Raas:Dashboard:Url", "https://raas.example.be")])).Faults), StringComparison.Ordinal);
        Assert.Single(Assert.Throws<SettingsException>(() => Dashboard(("Raas:Dashboard:Url", "here"))).Faults);
        Assert.Equal(3, Assert.Throws<SettingsException>(() => Dashboard(("Raas:Dashboard:Users:0:Name", "a:b"),
            ("Raas:Dashboard:Users:0:Password", "plain"), ("Raas:Dashboard:Users:0:Role", "king"))).Faults.Count);
        Read([.. user, ("Raas:Dashboard:Url", "http://localhost:1"), ("Raas:Dashboard:Certificate", "x"),
            ("Raas:Dashboard:CertificatePassword", "y")]);
    }

    [Fact]
    public void A_time_must_be_positive() => Assert.Throws<SettingsException>(() => Read(("Raas:LeaseFor", "-00:00:01")));

    [Fact]
    public void What_is_kept_is_kept_a_day_at_least_and_our_copies_longest()
    {
        Assert.Contains("a day", Assert.Throws<SettingsException>(() => Read(("Raas:Retention:Out", "00:10:00"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("shorter than Raas:Retention:Out",
            Assert.Throws<SettingsException>(() => Read(("Raas:Retention:Sent", "2.00:00:00"))).Message, StringComparison.Ordinal);
        Assert.Throws<SettingsException>(() => Read(("Raas:Outgoing:MaxItems", "0")));
    }
}
