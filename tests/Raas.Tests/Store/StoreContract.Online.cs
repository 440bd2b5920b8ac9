using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Soap;
using Raas.Inscriptions;
using Raas.Nights;
using Raas.Operations;
using Raas.Persons;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Tests.Store;

/// <summary>What the services online ask of a store.</summary>
public abstract partial class StoreContract
{
    protected static PersonRow Person(string ssin, string name, int birthDate = 19700101, PersonState state = PersonState.Active,
        string register = "NR") =>
        new(long.Parse(ssin), register, name, "Jan", birthDate, null, Gender.Male, null, null, null, null, state);

    protected void Save(params PersonRow[] persons) => Load(new PersonRows([.. persons.OrderBy(p => p.Ssin)]));

    private string[] Sounds(string name, string birthDate = "1970-01-01", int tolerance = 0)
    {
        using var search = new PersonSearch(Store, TimeProvider.System);
        return [.. search.Search(new PhoneticQuestion(name, [], GivenNameMatching.Ignore, IncompleteDate.Read(birthDate), tolerance,
            Gender.Unknown)).Select(f => f.Person.Ssin.ToString("D11"))];
    }

    [StoreFact]
    public void Credentials_and_legal_contexts_come_back_as_they_were_saved()
    {
        var certificate = new Credential("c é", "CN=x, O=y", new string('a', 64), null, Period.FromDays(730_000, Period.OpenEnd));
        var secret = new Credential("s", null, null, "pbkdf2-sha256$1$x$y", Period.FromDays(730_000, 740_000));
        var party = new Party { Number = CbeNumber.Parse("0212344876"), Name = "I", Kind = PartyKind.Institution, Flows = [],
            LegalContexts = ["A B", "C"], Credentials = [certificate, secret] };
        for (var twice = 0; twice < 2; twice++)
        {
            using var session = Store.Write();
            session.Save(party);
            session.Commit();
        }
        using var read = Store.Read();
        var back = read.Parties().Single();
        Assert.Equal(party.LegalContexts, back.LegalContexts);
        Assert.Equal(party.Credentials, back.Credentials);
        using var other = Store.Write();
        var refused = Assert.ThrowsAny<Exception>(() => other.Save(party with { Number = CbeNumber.Parse("0316380841") }));
        Assert.True(Store.Dialect.IsUniqueViolation(refused));
    }

    [StoreFact]
    public void The_index_of_names_is_made_once_and_kept()
    {
        var (one, two) = (Numbers.Of(1), Numbers.Of(2));
        Save(Person(one, "Vandermeersch"), Person(two, "Dupont"));
        using (var session = Store.Write())
        {
            session.Execute("delete_name_index");
            session.Commit();
        }
        Assert.True(NameIndex.EnsureCurrent(Store));
        Assert.False(NameIndex.EnsureCurrent(Store));
        Assert.Equal([one], Sounds("van der Meirsch"));
        using (var session = Store.Write())
        {
            NameIndex.Change(session, 1, NameIndex.RowsOf(long.Parse(one), "Vandermeersch", 19700101),
                NameIndex.RowsOf(long.Parse(one), "Kowalski", 19700101));
            session.Commit();
        }
        Assert.Empty(Sounds("Vandermeersch"));
    }

    /// <summary>Names of scripts, and each in another spelling that is the same.</summary>
    private static readonly (string Name, string Typed)[] Scripts =
    [
        ("Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"), ("Кузнецов", "КУЗНЕЦОВ"), ("محمود", "مَحمود"), ("כהן", "כֹּהֵן"),
        ("欧阳娜娜", "欧阳娜娜"), ("მამარდაშვილი", "ᲛᲐᲛᲐᲠᲓᲐᲨᲕᲘᲚᲘ"), ("शर्मा", "शर्मा"), ("😀Dupont", "😀DUPONT"),
        ("𐌰𐍄𐍄𐌰", "𐌰𐍄𐍄𐌰"), ("𐌀𐌁𐌂", "𐌀𐌁𐌂"), ("𐐀𐐁", "𐐨𐐩"), ("𠀀𠀁", "𠀀𠀁"), ("𠮷田", "𠮷田"), ("Նալբանդյան", "ՆԱԼԲԱՆԴՅԱՆ"),
        ("김철수", "김철수"), ("สมชาย", "สมชาย"), ("ﬁscher", "Fischer"), ("Ｍüller", "MULLER"), ("😀", "😀"),
        ("\uE000\uE001", "\uE000\uE001"),
    ];

    [StoreFact]
    public void Names_of_every_script_are_written_found_and_renamed()
    {
        var numbers = Enumerable.Range(1, Scripts.Length).Select(Numbers.Of).ToList();
        Save([.. Scripts.Select((script, i) => Person(numbers[i], script.Name))]);
        void Rename(Func<int, string?> from, Func<int, string> to)
        {
            using var session = Store.Write();
            NameIndex.Change(session, 1, Rows(from), Rows(to));
            session.Commit();
        }
        IEnumerable<NameKeyRow> Rows(Func<int, string?> name) =>
            numbers.SelectMany((number, i) => NameIndex.RowsOf(long.Parse(number), name(i), 19700101));
        Rename(_ => null, i => Scripts[i].Name);
        Assert.All(Scripts.Zip(numbers), s => Assert.Equal(s.Second, Sounds(s.First.Typed)[0]));
        using (var session = Store.Read())
            Assert.All(Scripts.Zip(numbers), s => Assert.Equal(s.First.Name, PersonTables.Find(session, long.Parse(s.Second))!.LastName));
        Rename(i => Scripts[i].Name, _ => "Renamed");
        Assert.All(Scripts, script => Assert.Empty(Sounds(script.Typed)));
        using var read = Store.Read();
        Assert.Equal(
            Rows(_ => "Renamed").Count(), Dapper.SqlMapper.ExecuteScalar<long>(read.Connection, "SELECT COUNT(*) FROM person_name_key"));
    }

    [StoreFact]
    public void A_sound_that_is_in_the_index_already_stops_no_source()
    {
        var number = Numbers.Of(1);
        Save(Person(number, "Vandermeersch"));
        var rows = NameIndex.RowsOf(long.Parse(number), "Vandermeersch", 19700101).ToList();
        using (var session = Store.Write())
        {
            NameIndex.Change(session, 1, [.. rows, .. rows], [.. rows, .. rows]);
            NameIndex.Change(session, 1, [], rows);
            session.Commit();
        }
        Assert.Equal([number], Sounds("Vandermeersch"));
    }

    [StoreFact]
    public void A_search_leaves_out_who_is_cancelled_or_replaced_and_takes_incomplete_dates()
    {
        var numbers = Enumerable.Range(1, 6).Select(Numbers.Of).ToList();
        Save(Person(numbers[0], "Dupont"), Person(numbers[1], "Dupont", state: PersonState.Cancelled), Person(numbers[2], "Dupont"),
            Person(numbers[3], "Dupont", 19700100), Person(numbers[4], "Dupont", 19700000), Person(numbers[5], "Dupont", 0));
        Load(new ReplacementRows(
            [new ReplacementRow(long.Parse(numbers[2]), long.Parse(numbers[0]), long.Parse(numbers[0]), null, 739_000, 1, 1, 1)]));
        using (var session = Store.Write())
        {
            session.Execute("delete_name_index");
            session.Commit();
        }
        NameIndex.EnsureCurrent(Store);
        string[] known = [numbers[0], numbers[3], numbers[4], numbers[5]];
        Assert.Equal(known.Order(StringComparer.Ordinal), Sounds("Dupond").Order(StringComparer.Ordinal));
        Assert.Equal([numbers[0]], Sounds("Dupond").Take(1));
        Assert.DoesNotContain(numbers[3], Sounds("Dupond", "1970-02-01"));
        Assert.Contains(numbers[4], Sounds("Dupond", "1970-02-01"));
        Assert.Contains(numbers[0], Sounds("Dupond", "1970-02-01", 31));
    }

    [StoreFact]
    public void A_consult_sees_the_rows_of_all_numbers_of_a_person_and_of_one_party()
    {
        var (old, now) = (long.Parse(Numbers.Of(1)), long.Parse(Numbers.Of(2)));
        var party = new Party { Number = CbeNumber.Parse("0212344876"), Name = "I", Kind = PartyKind.Institution, Flows = [],
            Types = [new DossierType(0, "A", Period.FromDays(1, Period.OpenEnd), "a", "a", "a")] };
        int type;
        using (var session = Store.Write())
        {
            session.Save(party);
            session.Commit();
        }
        using (var session = Store.Read())
            type = session.Parties().Single().Types[0].Id;
        Save(Person(Numbers.Of(2), "Dupont"));
        Load(new ReplacementRows([new ReplacementRow(old, now, now, null, 739_000, 1, 1, 1)]));
        Load(new AddedRows(Institution,
            [new InscriptionRow(old, type, 737_000, 737_100), new InscriptionRow(now, type, 738_000, Period.OpenEnd)]));
        Load(new AddedRows(Other, [new InscriptionRow(now, type, 739_000, 739_100)]));
        using var register = new OnlineRegister(Store, TimeProvider.System);
        foreach (var asked in new[] { old, now })
        {
            Assert.True(Ssin.TryFrom(asked, out var ssin));
            var found = register.Consult(party.Number, ssin, null, null);
            Assert.Equal((now, PersonState.Active), (found.Current, found.State));
            Assert.Equal([(old, 737_000), (now, 738_000)], found.Rows.Select(r => (r.Ssin, r.Period.BeginDay)));
            Assert.Equal([now], register.Consult(party.Number, ssin, "A", Period.FromDays(738_500, 738_500)).Rows.Select(r => r.Ssin));
            Assert.Empty(register.Consult(party.Number, ssin, "B", null).Rows);
        }
        Assert.True(Ssin.TryFrom(long.Parse(Numbers.Of(9)), out var unknown));
        Assert.Equal(PersonState.Unknown, register.Consult(party.Number, unknown, null, null).State);
    }

    [StoreFact]
    public void A_registration_on_line_is_journalled_and_undone_when_the_audit_fails()
    {
        var number = Numbers.Of(1);
        var party = WithRegister(number);
        using var register = new OnlineRegister(Store, TimeProvider.System);
        Raas.Inscriptions.DecidedRecord Change(InscriptionCall call, Action<Raas.Inscriptions.DecidedRecord>? beforeCommit = null) =>
            register.Change(party, call, beforeCommit ?? (_ => { }));
        var call = new InscriptionCall(RequestAction.Register, long.Parse(number), "A", 738_000, 738_100);
        Assert.Throws<InvalidOperationException>(() => Change(call, _ => throw new InvalidOperationException()));
        Assert.True(Ssin.TryParse(number, out var ssin));
        Assert.Empty(register.Consult(party.Number, ssin, null, null).Rows);
        Assert.Equal(Outcome.Registered, Change(call).Outcome);
        Assert.Equal(Outcome.Merged, Change(call with { BeginDay = 738_050, EndDay = 738_200 }).Outcome);
        Assert.Equal(Outcome.Shortened,
            Change(new InscriptionCall(RequestAction.Unregister, long.Parse(number), "A", 738_100, 738_150)).Outcome);
        Assert.Equal([(738_000, 738_099), (738_151, 738_200)],
            register.Consult(party.Number, ssin, null, null).Rows.Select(r => (r.Period.BeginDay, r.Period.EndDay)));
        var why = new Explain(Store).Run(party.Number, ssin);
        Assert.All(why.Changes, change => Assert.Equal("ONLINE", change.Cause));
        Assert.True(new Raas.Nights.SelfCheck(Store, Raas.Flows.NotificationFlow.All, null).Run(CancellationToken.None).IsGreen);
    }

    /// <summary>A party with one dossier type, and a person that it may register.</summary>
    private Party WithRegister(string number)
    {
        Save(Person(number, "Dupont"));
        using (var session = Store.Write())
        {
            session.Save(new Party { Number = CbeNumber.Parse("0212344876"), Name = "I", Kind = PartyKind.Institution, Flows = [],
                Types = [new DossierType(0, "A", Period.FromDays(1, Period.OpenEnd), "a", "a", "a")] });
            session.Commit();
        }
        using var read = Store.Read();
        return read.Parties().Single();
    }

    /// <summary>A call about the person that <see cref="WithRegister"/> knows.</summary>
    private static Task<Raas.Inscriptions.DecidedRecord> Call(OnlineRegister register, Party party, int begin, int end,
        RequestAction action = RequestAction.Register, Func<Task>? note = null, CancellationToken stop = default) => register.Change(
        party, new InscriptionCall(action, long.Parse(Numbers.Of(1)), "A", begin, end), _ => note?.Invoke() ?? Task.CompletedTask, stop);

    private static IEnumerable<int> Begins(OnlineRegister register, Party party) =>
        register.Consult(party.Number, Ssin.Parse(Numbers.Of(1)), null, null).Rows.Select(row => row.Period.BeginDay);

    [StoreFact]
    public async Task Calls_of_a_party_that_wait_for_the_writer_are_noted_together_and_become_true_together()
    {
        const int calls = 20;
        var party = WithRegister(Numbers.Of(1));
        using var register = new OnlineRegister(Store, TimeProvider.System);
        var (asked, allAsked, noted) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        Task Note()
        {
            if (++asked == calls)
                allAsked.SetResult();
            return noted.Task;
        }
        List<Task<Raas.Inscriptions.DecidedRecord>> changes;
        using (await Store.EnterWriterQueue(party.Number.Value, CancellationToken.None))
        {
            // As calls come: on threads that nobody waits for.
            changes = await Task.Run(() => Enumerable.Range(0, calls)
                .Select(i => Call(register, party, 738_000 + (10 * i), 738_005 + (10 * i), note: Note)).ToList());
            Assert.All(changes, change => Assert.False(change.IsCompleted));
        }
        await allAsked.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(Begins(register, party));
        Assert.All(changes, change => Assert.False(change.IsCompleted));
        noted.SetResult();
        Assert.All(await Task.WhenAll(changes), decided => Assert.Equal(Outcome.Registered, decided.Outcome));
        Assert.Equal((calls, calls), (asked, Begins(register, party).Count()));
        Assert.True(new Raas.Nights.SelfCheck(Store, Raas.Flows.NotificationFlow.All, null).Run(CancellationToken.None).IsGreen);
    }

    [StoreFact]
    public async Task Calls_in_a_group_see_one_another_as_if_each_had_come_alone()
    {
        var party = WithRegister(Numbers.Of(1));
        using var register = new OnlineRegister(Store, TimeProvider.System);
        Task<Raas.Inscriptions.DecidedRecord>[] changes;
        using (await Store.EnterWriterQueue(party.Number.Value, CancellationToken.None))
        {
            changes =
            [
                Call(register, party, 738_000, 738_100), Call(register, party, 738_000, 738_100), Call(register, party, 738_050, 738_200),
                Call(register, party, 738_150, 738_160, RequestAction.Unregister),
            ];
        }
        Assert.Equal([Outcome.Registered, Outcome.Unchanged, Outcome.Merged, Outcome.Shortened],
            (await Task.WhenAll(changes)).Select(decided => decided.Outcome));
        var why = new Explain(Store).Run(party.Number, Ssin.Parse(Numbers.Of(1)));
        Assert.Equal((738_000, 738_100), (why.Changes[0].After!.Value.BeginDay, why.Changes[0].After!.Value.EndDay));
        Assert.True(new Raas.Nights.SelfCheck(Store, Raas.Flows.NotificationFlow.All, null).Run(CancellationToken.None).IsGreen);
    }

    [StoreFact]
    public async Task What_is_wrong_with_one_call_of_a_group_or_cancelled_is_not_the_others_trouble()
    {
        var party = WithRegister(Numbers.Of(1));
        using var register = new OnlineRegister(Store, TimeProvider.System);
        using var gone = new CancellationTokenSource();
        var noted = new List<int>();
        Task<Raas.Inscriptions.DecidedRecord> Noted(Party of, int begin, CancellationToken stop = default) =>
            Call(register, of, begin, begin + 5, stop: stop, note: () =>
            {
                noted.Add(begin);
                return Task.CompletedTask;
            });
        Task<Raas.Inscriptions.DecidedRecord> first, broken, cancelled, last;
        using (await Store.EnterWriterQueue(party.Number.Value, CancellationToken.None))
        {
            first = Noted(party, 738_000);
            broken = Noted(party with { Types = null! }, 738_100);
            cancelled = Noted(party, 738_200, gone.Token);
            last = Noted(party, 738_300);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        }
        Assert.Equal(Outcome.Registered, (await first).Outcome);
        await Assert.ThrowsAsync<NullReferenceException>(() => broken);
        Assert.Equal(Outcome.Registered, (await last).Outcome);
        Assert.Equal([738_000, 738_300], Begins(register, party));
        Assert.Equal([738_000, 738_300], noted);
    }

    [StoreFact]
    public async Task Calls_of_a_group_that_cannot_be_noted_have_not_happened()
    {
        var party = WithRegister(Numbers.Of(1));
        using var register = new OnlineRegister(Store, TimeProvider.System);
        Task<Raas.Inscriptions.DecidedRecord>[] changes;
        using (await Store.EnterWriterQueue(party.Number.Value, CancellationToken.None))
        {
            changes = [.. Enumerable.Range(0, 3).Select(i => Call(register, party, 738_000 + (10 * i), 738_005 + (10 * i),
                note: () => i == 1 ? Task.FromException(new IOException("The disk is full.")) : Task.CompletedTask))];
        }
        foreach (var change in changes)
            await Assert.ThrowsAsync<IOException>(() => change);
        Assert.Empty(Begins(register, party));
    }

    [StoreFact]
    public void The_audit_is_chained_whole_and_closed_to_changes()
    {
        using var audit = new AuditTrail(Store.Dialect);
        for (var i = 0; i < 5; i++)
            audit.AppendNow(new AuditEntry { At = Now.AddDays(i), Channel = "SOAP", Caller = "é", Operation = "op",
                Ssin = Ssin.Parse(Numbers.Of(i)), Outcome = "MSG00000" });
        Assert.Null(audit.Verify(null, CancellationToken.None).Fault);
        foreach (var sql in new[] { "UPDATE audit_entry SET Outcome = 'X'", "DELETE FROM audit_entry" })
        {
            using var session = Store.Read();
            Assert.Contains("audit", Assert.ThrowsAny<System.Data.Common.DbException>(() =>
                Dapper.SqlMapper.Execute(session.Connection, sql)).Message, StringComparison.Ordinal);
        }
        Assert.Equal(2, audit.RemoveBefore(Now.AddDays(2)));
        Assert.Equal((3, default(string)),
            ((int)audit.Verify(null, CancellationToken.None).Entries, audit.Verify(null, CancellationToken.None).Fault));
        Assert.Equal(Numbers.Of(3), audit.Read(Now.AddDays(3), Now.AddDays(4), null).Single().Ssin!.Value.ToString("D11"));
    }
}
