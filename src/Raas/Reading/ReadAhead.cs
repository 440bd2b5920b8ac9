namespace Raas.Reading;

/// <summary>Two of a kind in turn: one is worked on while the other is read on another thread.</summary>
/// <typeparam name="T">What is read into, again and again.</typeparam>
internal sealed class ReadAhead<T> : IDisposable
    where T : class
{
    private readonly Func<T, bool> read;
    private T current;
    private T ahead;
    private Task<bool> reading;
    private bool isOver;

    /// <param name="one">Read into at once, on this thread: most have no second.</param>
    /// <param name="other">The other one.</param>
    /// <param name="read">Reads into it what comes next; false: nothing comes behind that.</param>
    public ReadAhead(T one, T other, Func<T, bool> read)
    {
        (current, ahead, this.read) = (other, one, read);
        reading = Task.FromResult(read(one));
    }

    /// <summary>What comes next, and null at the end. The one handed out before is read into again.</summary>
    public T? Next()
    {
        if (isOver)
            return null;
        isOver = !reading.GetAwaiter().GetResult();
        (current, ahead) = (ahead, current);
        if (!isOver)
            reading = Task.Run(() => read(ahead));
        return current;
    }

    /// <summary>Waits until nothing is read any more.</summary>
    public void Dispose() => reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
}
