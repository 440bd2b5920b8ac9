using System.Diagnostics;

namespace Raas.Tracing;

/// <summary>Parts of the work, for whoever wants to know where the time goes: spans of the source <c>Raas</c>, which any listener of
/// <see cref="ActivitySource"/> takes. Nobody listens: nothing is made.</summary>
public static class Phase
{
    /// <summary>The name of the source.</summary>
    public const string Source = "Raas";

    private static readonly ActivitySource Activities = new(Source);

    /// <summary>A part that lasts until what is returned is disposed; null: nobody listens. The part within which it begins goes on when it
    /// has ended.</summary>
    public static Activity? Begin(string name) => Activities.StartActivity(name);
}
