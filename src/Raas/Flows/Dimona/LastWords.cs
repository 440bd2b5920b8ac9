using Raas.Configuration;
using Raas.Store;

namespace Raas.Flows.Dimona;

/// <summary>What one institution was told last of each declaration that the night is about. When that no longer holds it has to be told so,
/// under the person it was told of, whoever it is about now.</summary>
internal sealed class LastWords : IDisposable
{
    private readonly StoreSession store;
    private readonly StoreSession reading;
    private readonly IEnumerator<(long EventNo, ToldRow Told, string Content)> rows;
    private readonly long party;
    private readonly int chunk;
    private readonly List<long> gone = [];
    private readonly List<ToldRow> told = [];
    private bool isMore;

    /// <summary>A last word, and the event that the night tells of its declaration.</summary>
    /// <param name="Content">Of the event.</param>
    public sealed record Word(long EventNo, ToldRow Told, string Content);

    /// <param name="store">The transaction of the institution's files.</param>
    /// <param name="reading">Reads nothing else meanwhile; closed with this.</param>
    /// <param name="party">The institution.</param>
    /// <param name="chunk">So many are written together.</param>
    public LastWords(StoreSession store, StoreSession reading, long party, int chunk)
    {
        (this.store, this.reading, this.party, this.chunk) = (store, reading, party, chunk);
        rows = reading.ToldOfEvents(party).GetEnumerator();
        isMore = rows.MoveNext();
    }

    /// <summary>Words of events up to this one, in their order; each is handed out once.</summary>
    public IEnumerable<Word> UpTo(long eventNo)
    {
        while (isMore && rows.Current.EventNo <= eventNo)
        {
            var word = new Word(rows.Current.EventNo, rows.Current.Told, rows.Current.Content);
            isMore = rows.MoveNext();
            yield return word;
        }
    }

    /// <summary>The last word is another one now.</summary>
    /// <param name="before">The one before, if there was one.</param>
    /// <param name="now">The new one; null: it is over.</param>
    public void Replace(ToldRow? before, ToldRow? now)
    {
        if (before is not null)
            gone.Add(before.DeclarationId);
        if (now is not null)
            told.Add(now);
        if (gone.Count + told.Count >= chunk)
            Save();
    }

    public void Save()
    {
        if (gone.Count > 0)
            store.DeleteTold(party, gone);
        store.InsertTold(told);
        gone.Clear();
        told.Clear();
    }

    public void Dispose()
    {
        rows.Dispose();
        reading.Dispose();
    }
}
