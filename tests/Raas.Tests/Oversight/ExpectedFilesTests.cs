using Raas.Domain;
using Raas.Oversight;
using static Raas.Tests.House;

namespace Raas.Tests.Oversight;

/// <summary>The calendar of the files that parties should send.</summary>
public sealed class ExpectedFilesTests : IDisposable
{
    private readonly House house = new();

    public ExpectedFilesTests() => house.Engine.Parties.Import($$"""
        { "parties": [
          { "cbe": "{{Institution}}", "name": "Institution", "kind": "institution", "flows": ["SUBSCRIPTION"],
            "dossierTypes": [{ "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }],
            "expects": [{ "flow": "SUBSCRIPTION", "days": ["MON", "WED", "FRI"], "before": "18:00" }] },
          { "cbe": "{{Other}}", "name": "Other", "kind": "institution", "flows": ["SUBSCRIPTION"],
            "dossierTypes": [{ "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }] }
        ] }
        """, isReplacing: true, Somebody);

    public void Dispose() => house.Dispose();

    private string States(int from, int until) => string.Join(' ', house.Engine.Expected
        .Lanes(new DateOnly(2026, 3, from), new DateOnly(2026, 3, until)).Single().Days.Select(day => day.State));

    private void At(int day, int hour)
    {
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, day, hour, 0, 0, TimeSpan.Zero));
    }

    private void Send(long number)
    {
        house.Put(new Drop { Party = Institution, Number = number, Records = Drop.Unregister(Numbers.Of(0), "A") });
        house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None);
    }

    /// <summary>2 March 2026 is a Monday; 18:00 in Brussels is 17:00 UTC.</summary>
    [Fact]
    public void A_file_comes_in_time_or_late_or_not_at_all()
    {
        At(4, 16);
        Assert.Equal("Missing NotDue Awaited NotDue Awaited NotDue", States(2, 7));
        Send(1);
        Assert.Equal("Missing NotDue Came NotDue Awaited NotDue", States(2, 7));
        At(6, 18);
        Assert.Equal("Missing NotDue Came NotDue Missing NotDue", States(2, 7));
        // On Saturday: late for Friday, and no file of Monday's.
        At(7, 9);
        Send(2);
        At(9, 12);
        Assert.Equal("Came NotDue Late NotDue NotDue Awaited", States(4, 9));
        Assert.Equal(2, house.Engine.Expected.Lanes(new DateOnly(2026, 3, 6), new DateOnly(2026, 3, 6)).Single().Days[0].DeliveryId);
    }

    /// <summary>Easter Monday of 2026 is 6 April.</summary>
    [Fact]
    public void Nothing_is_due_on_a_holiday()
    {
        var day = house.Engine.Expected.Lanes(new DateOnly(2026, 4, 6), new DateOnly(2026, 4, 6)).Single().Days.Single();
        Assert.Equal(ExpectedState.NotDue, day.State);
    }
}
