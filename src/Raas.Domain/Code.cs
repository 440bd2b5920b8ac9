namespace Raas.Domain;

/// <summary>One code of a closed list: what we call it, what goes over the wire, and what a clerk reads: what is wrong and what to do.
/// A description never holds anything about a person.</summary>
/// <param name="Wire">Three letters and five digits.</param>
/// <param name="Name">Our own word for it, in the log and on the screen.</param>
/// <param name="Fr">In French; <see cref="Wording"/> sets the spaces that do not break.</param>
/// <param name="Nl">In Dutch.</param>
/// <param name="De">In German.</param>
/// <param name="En">In English, the language of a status.</param>
public sealed record Code(string Wire, string Name, string Fr, string Nl, string De, string En)
{
    /// <summary>The most a description may have (common:StatusType).</summary>
    public const int LongestDescription = 256;

    /// <summary>In French.</summary>
    public string Fr => Words.Fr;

    /// <summary>In all four languages.</summary>
    public Wording Words { get; } = new(Fr, Nl, De, En);

    /// <summary>In English to who calls online, where a file would be told more: to send a record again.</summary>
    public string OnLine { get; init; } = En;

    public override string ToString() => $"{Wire} {Name}";
}
