namespace Raas.Outgoing;

/// <summary>A file cannot be sent again; the message says why.</summary>
public sealed class ResendException(string message) : Exception(message);
