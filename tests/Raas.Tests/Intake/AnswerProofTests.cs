using Npgsql;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Tests.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>An answer of any age follows from data file and journal, or it is said why not. Random histories are proven by
/// RegisterThenTests.</summary>
public sealed class AnswerProofTests : IDisposable
{
    private static readonly string[] Persons = [.. Enumerable.Range(1, 4).Select(Numbers.Of)];

    private readonly House house = new House().WithParties();
    private readonly Dictionary<string, int> sent = [];
    private readonly long first;

    public AnswerProofTests()
    {
        Send(NationalRegister, "PERSON-MUTATION", string.Concat(Persons.Select((ssin, i) => Drop.Person(i + 1, ssin))));
        first = Send(Institution, "SUBSCRIPTION",
            Drop.Register(Persons[0], "A", "2020-01-01", "2020-12-31", person: "<lastName>Peeters</lastName>")
            + Drop.Register(Persons[1], "A", "2021-01-01", person: "<lastName>Somebodyelse</lastName>")
            + Drop.Register(Numbers.Of(9), "B", "2021-01-01") + Drop.Unregister(Persons[2], "A"));
    }

    public void Dispose() => house.Dispose();

    private long Send(string party, string flow, string records)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var number = sent[party] = sent.GetValueOrDefault(party) + 1;
        house.Put(new Drop { Party = party, Flow = flow, Number = number, Records = records });
        return Assert.Single(house.Engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None).Deliveries).DeliveryId;
    }

    private void Night()
    {
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(house.Night().Failures);
    }

    private AnswerProof Prove(long delivery) =>
        house.Engine.Intake.Prove(house.Engine.Ledger.Find($"{delivery}")!.Delivery, CancellationToken.None);

    private void IsProven(long delivery)
    {
        var rows = house.Rows(Institution);
        var proof = Prove(delivery);
        Assert.True(proof.IsEqual, $"{proof} {string.Join(' ', proof.Causes)}");
        Assert.Equal((proof.Answer!.Digest, proof.Answer.RejectedDigest), (proof.DerivedDigest, proof.DerivedRejectedDigest));
        Assert.Equal((null, 0), (proof.Missing, proof.Causes.Count));
        // It was a look.
        Assert.Equal(rows, house.Rows(Institution));
        Assert.Empty(house.Scratch);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    private string Archived => Directory.GetFiles(Path.Combine(house.Root, "archive", Institution), "SUBSCRIPTION.1.xml",
        SearchOption.AllDirectories).Single();

    [Fact]
    public void Right_after() => IsProven(first);

    [Fact]
    public void After_later_deliveries_and_calls_changed_the_rows()
    {
        var second = Send(Institution, "SUBSCRIPTION", Drop.Unregister(Persons[0], "A") + Drop.Register(Persons[2], "A", "2020-01-01"));
        IsProven(first);
        IsProven(second);
    }

    [Fact]
    public void After_replacements_and_annulments_and_the_nights_that_followed_them()
    {
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(1, Persons[0], Persons[3]));
        var between = Send(Institution, "SUBSCRIPTION", Drop.Register(Persons[0], "A", "2022-01-01"));
        Night();
        var moved = Send(Institution, "SUBSCRIPTION", Drop.Unregister(Persons[0], "A", "2020-06-01", "2020-06-30"));
        Send(Bcss, "PERSON-MUTATION", Drop.Annulled(2, Persons[0], Persons[3]));
        var onTheWay = Send(Institution, "SUBSCRIPTION", Drop.Unregister(Persons[0], "A", "2020-01-01", "2020-01-31"));
        Night();
        foreach (var delivery in new[] { first, between, moved, onTheWay })
            IsProven(delivery);
    }

    /// <summary>On a server too; and meanwhile nobody tells of replacements, which a look back puts back as they were: a source that wrote
    /// one would wait for the look, or the look for it.</summary>
    [ServerFact(StoreKind.PostgreSql)]
    public void It_is_proven_on_PostgreSQL_while_no_source_tells_of_replacements()
    {
        using var served = new House(store: StoreKind.PostgreSql).WithParties();
        long Take(string party, string flow, int number, string records)
        {
            served.Clock.Advance(TimeSpan.FromMinutes(1));
            served.Put(new Drop { Party = party, Flow = flow, Number = number, Records = records });
            return Assert.Single(served.Engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None).Deliveries).DeliveryId;
        }
        Take(NationalRegister, "PERSON-MUTATION", 1, string.Concat(Persons.Select((ssin, i) => Drop.Person(i + 1, ssin))));
        var registered = Take(Institution, "SUBSCRIPTION", 1, Drop.Register(Persons[0], "A", "2020-01-01", "2020-12-31"));
        Take(Bcss, "PERSON-MUTATION", 1, Drop.Replacement(1, Persons[0], Persons[3]));
        var removed = Take(Institution, "SUBSCRIPTION", 2, Drop.Unregister(Persons[0], "A", "2020-02-01", "2020-02-29"));
        Take(Bcss, "PERSON-MUTATION", 2, Drop.Annulled(2, Persons[0], Persons[3]));
        foreach (var id in new[] { registered, removed })
            Assert.True(served.Engine.Intake.Prove(served.Engine.Ledger.Find($"{id}")!.Delivery, CancellationToken.None).IsEqual);

        var party = served.Engine.Parties.All().Single(one => one.Number.ToString() == Institution);
        DeliveryRow delivery;
        OutgoingRow answer;
        using (var session = served.Engine.Store.Read())
        {
            delivery = session.Delivery(removed)!;
            answer = session.OutgoingOf(removed).First(file => file.Flow == "ANSWER");
        }
        var data = Directory.GetFiles(Path.Combine(served.Root, "archive", Institution), "SUBSCRIPTION.2.xml",
            SearchOption.AllDirectories).Single();
        var isFree = new List<bool>();
        Assert.Null(new AnswerDerivation(served.Engine.Context, party, "test").Run(delivery, answer, data, (_, _) =>
        {
            isFree.Add(IsFree(served, session => session.LockSources()));
            isFree.Add(IsFree(served, session => session.LockRegister(party.Number)));
            return true;
        }, CancellationToken.None));
        Assert.Equal([false, false], isFree);
        Assert.True(IsFree(served, session => session.LockSources()));
    }

    private static bool IsFree(House house, Action<StoreSession> take)
    {
        using var session = house.Engine.Store.Write();
        using (var command = session.Connection.CreateCommand())
        {
            command.CommandText = "SET LOCAL lock_timeout = 50";
            command.ExecuteNonQuery();
        }
        try
        {
            take(session);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <summary>Each of these is decided otherwise now.</summary>
    [Fact]
    public void After_somebody_became_known_was_cancelled_or_got_another_name()
    {
        Send(NationalRegister, "PERSON-MUTATION", Drop.Person(11, Persons[0], lastName: "Renamed")
            + Drop.Person(12, Persons[1], lastName: "Somebodyelse") + Drop.Person(13, Numbers.Of(9)) + Drop.Cancellation(14, Persons[2]));
        IsProven(first);
    }

    [Fact]
    public void After_the_configuration_changed()
    {
        var touching = Send(Institution, "SUBSCRIPTION", Drop.Register(Persons[0], "A", "2021-01-01", "2021-12-31"));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.WithParties(settings: """
            { "mergeAdjacent": true, "autoReplace": false, "answerDetail": "rejected", "language": "nl", "humanView": true }
            """);
        IsProven(touching);
        IsProven(first);
    }

    [Fact]
    public void After_our_copy_was_deleted()
    {
        foreach (var copy in Directory.GetFiles(Path.Combine(house.Root, "work", "sent", Institution)))
            File.Delete(copy);
        IsProven(first);
    }

    [Fact]
    public void Not_from_an_archive_that_was_changed_or_is_gone()
    {
        var path = Archived;
        File.WriteAllText(path, File.ReadAllText(path).Replace("2020-12-31", "2020-12-30", StringComparison.Ordinal));
        var changed = Prove(first);
        Assert.Equal((false, null), (changed.IsEqual, changed.DerivedDigest));
        Assert.Contains("digest", changed.Missing, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("Raas:Retention:Archive", Prove(first).Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_was_changed_gives_another_answer_and_it_is_said_what_may_be_the_reason()
    {
        var second = Send(Institution, "SUBSCRIPTION", Drop.Register(Persons[0], "A", "2020-06-01", "2021-12-31"));
        using (var session = house.Engine.Store.Write())
        {
            using var command = session.Connection.CreateCommand();
            command.CommandText = $"DELETE FROM inscription_journal WHERE Ssin = {Persons[0]} AND BeforeBegin IS NULL";
            command.ExecuteNonQuery();
            session.Commit();
        }
        var proof = Prove(second);
        Assert.Equal((false, null), (proof.IsEqual, proof.Missing));
        Assert.NotNull(proof.DerivedDigest);
        Assert.NotEmpty(proof.Causes);
    }

    [Fact]
    public void Declarations_are_proven_and_what_sources_tell_of_persons_is_not()
    {
        Assert.Contains("kept", Prove(1).Missing, StringComparison.Ordinal);
        var told = Send(Onss, "DIMONA", Drop.Declaration(1, 1, "IN", Persons[0], "2024-01-01")
            + Drop.Declaration(2, 1, "IN", Numbers.Of(9), "2024-01-01"));
        Send(Onss, "DIMONA", Drop.Declaration(1, 2, "OUT", Persons[0], "2024-01-01", "2025-01-01"));
        Send(NationalRegister, "PERSON-MUTATION", Drop.Person(13, Numbers.Of(9)));
        IsProven(told);
    }

    [Fact]
    public void Only_what_was_accepted_has_an_answer()
    {
        house.Put(new Drop { Party = Institution, Number = 2, Records = "<nonsense/>" });
        var refused = Assert.Single(house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Deliveries);
        Assert.Throws<ArgumentException>(() => Prove(refused.DeliveryId));
    }
}
