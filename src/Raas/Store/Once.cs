namespace Raas.Store;

/// <summary>Calls that write: done again when the server chose them as the victim of a deadlock, but never once their outcome was told,
/// which stands in the audit.</summary>
internal static class Once
{
    /// <param name="beforeCommit">Told the outcome, before it becomes true.</param>
    /// <param name="turn">When the caller has waited for it already: of the first try only, which gives it back.</param>
    public static T Only<T>(RegisterStore store, Action<T> beforeCommit, WriterTurn? turn, Func<Action<T>, WriterTurn?, T> work)
    {
        var isTold = false;
        void Told(T outcome)
        {
            isTold = true;
            beforeCommit(outcome);
        }
        return store.Whole(isFirst => work(Told, isFirst ? turn : null), () => !isTold);
    }
}
