using Microsoft.Extensions.Configuration;
using Raas.Host;

namespace Raas.Tests.Host;

public sealed class SettingsTests
{
    private static RaasOptions Read(params (string Key, string Value)[] settings) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());

    [Fact]
    public void Without_settings_the_defaults_hold() => Assert.Equal(new RaasOptions(), Read());

    [Fact]
    public void Every_setting_is_read()
    {
        var options = Read(
            ("Raas:DataRoot", "/srv/raas"), ("Raas:Environment", "P"), ("Raas:Self", "0212344876"), ("ConnectionStrings:Raas", "Server=x"), ("Raas:LeaseFor", "00:02:00"),
            ("Raas:Intake:IncompleteAfter", "1.00:00:01"), ("Raas:Intake:GapAlarmAfter", "00:30:00"), ("Raas:Intake:UnknownAfter", "12:00:00"),
            ("Raas:Night:HeldAlarmAfter", "7.00:00:00"), ("Raas:Outgoing:MaxItems", "500"),
            ("Raas:Retention:Archive", "61.00:00:00"), ("Raas:Retention:Out", "31.00:00:00"), ("Raas:Retention:Sent", "100.00:00:00"), ("Raas:Retention:Journal", "90.00:00:00"));
        Assert.Equal(new RaasOptions
        {
            DataRoot = "/srv/raas",
            Environment = "P",
            Self = "0212344876",
            ConnectionString = "Server=x",
            LeaseFor = TimeSpan.FromMinutes(2),
            Intake = new IntakeOptions { IncompleteAfter = TimeSpan.FromSeconds(86401), GapAlarmAfter = TimeSpan.FromMinutes(30), UnknownAfter = TimeSpan.FromHours(12) },
            Night = new NightOptions { HeldAlarmAfter = TimeSpan.FromDays(7) },
            Outgoing = new OutgoingOptions { MaxItems = 500 },
            Retention = new RetentionOptions { Archive = TimeSpan.FromDays(61), Out = TimeSpan.FromDays(31), Sent = TimeSpan.FromDays(100), Journal = TimeSpan.FromDays(90) },
        }, options);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = Assert.Throws<SettingsException>(() => Read(("Raas:DataRoot", " "), ("Raas:Environment", "X"), ("Raas:Self", "123"), ("Raas:Intake:UnknownAfter", "soon"), ("Raas:Intake:UnknwonAfter", "1"))).Faults;
        Assert.Equal(5, faults.Count);
    }

    [Fact]
    public void A_time_must_be_positive() => Assert.Throws<SettingsException>(() => Read(("Raas:LeaseFor", "-00:00:01")));

    [Fact]
    public void What_is_kept_is_kept_a_day_at_least_and_our_copies_longest()
    {
        Assert.Contains("a day", Assert.Throws<SettingsException>(() => Read(("Raas:Retention:Out", "00:10:00"))).Message, StringComparison.Ordinal);
        Assert.Contains("shorter than Raas:Retention:Out", Assert.Throws<SettingsException>(() => Read(("Raas:Retention:Sent", "2.00:00:00"))).Message, StringComparison.Ordinal);
        Assert.Throws<SettingsException>(() => Read(("Raas:Outgoing:MaxItems", "0")));
    }
}
