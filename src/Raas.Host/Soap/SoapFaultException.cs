using Raas.Domain;

namespace Raas.Host.Soap;

/// <summary>The call cannot be treated: it is answered by a SOAP fault.</summary>
internal sealed class SoapFaultException(Code code, FaultKind kind, params (string Field, string? Value)[] information)
    : Exception($"{code.Wire}: {code.En}")
{
    public Code Code { get; } = code;

    public FaultKind Kind { get; } = kind;

    public IReadOnlyList<(string Field, string? Value)> Information { get; } = information;

    /// <summary>Set where HTTP itself says what is wrong: 401, 413, 415, 429, 503.</summary>
    public int? Status { get; init; }
}
