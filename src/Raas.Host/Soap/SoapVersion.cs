namespace Raas.Host.Soap;

/// <summary>What differs between SOAP 1.1 and SOAP 1.2.</summary>
internal sealed record SoapVersion(string Namespace, string MediaType, string Sender, string Receiver)
{
    public static readonly SoapVersion Soap11 = new("http://schemas.xmlsoap.org/soap/envelope/", "text/xml", "Client", "Server");

    public static readonly SoapVersion Soap12 = new("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml", "Sender",
        "Receiver");

    public string ContentType => MediaType + "; charset=utf-8";

    public static SoapVersion? OfMediaType(string? mediaType) =>
        mediaType switch { "text/xml" => Soap11, "application/soap+xml" => Soap12, _ => null };

    /// <summary>SOAP 1.1 answers every fault with 500 (§6.2); SOAP 1.2 the sender's with 400 (part 2, §7.5.2.2).</summary>
    public int StatusOf(FaultKind kind) => this == Soap12 && kind == FaultKind.Sender ? 400 : 500;

    public string CodeOf(FaultKind kind) => kind switch
    {
        FaultKind.Sender => Sender,
        FaultKind.MustUnderstand => "MustUnderstand",
        FaultKind.VersionMismatch => "VersionMismatch",
        _ => Receiver,
    };
}

/// <summary>Whose fault it is.</summary>
internal enum FaultKind
{
    Sender,
    Receiver,
    MustUnderstand,
    VersionMismatch,
}
