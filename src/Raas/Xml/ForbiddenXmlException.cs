namespace Raas.Xml;

/// <summary>Why a file is refused before it is understood.</summary>
public enum ForbiddenXml
{
    /// <summary>A document type declaration: it could define entities that explode, or name files of ours.</summary>
    Doctype,

    /// <summary>An encoding that we do not read: see <see cref="SafeXml.Encodings"/>.</summary>
    Encoding,

    /// <summary>Another XML than 1.0.</summary>
    Version,

    /// <summary>A tag, attribute, text, comment or CDATA section longer than <see cref="SafeXml.MaxTokenBytes"/>.</summary>
    TokenTooLong,

    /// <summary>Elements nested deeper than <see cref="SafeXml.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>More different names than <see cref="SafeXml.MaxNames"/>.</summary>
    TooManyNames,

    /// <summary>More bytes than the reader was told to accept.</summary>
    TooLong,
}

/// <summary>XML that may be well formed and even valid, but that we do not read: it would cost us without bound. Becomes
/// RAA10018.</summary>
/// <param name="found">What was found, where the reason alone does not say it: the name of an encoding or a version.</param>
public sealed class ForbiddenXmlException(ForbiddenXml reason, string? found = null) : Exception($"Forbidden XML: {reason}.")
{
    public ForbiddenXml Reason { get; } = reason;

    public string? Found { get; } = found;
}
