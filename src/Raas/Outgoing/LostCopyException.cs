namespace Raas.Outgoing;

/// <summary>Our copy of a file is missing or damaged; the message says which.</summary>
public sealed class LostCopyException(string message) : IOException(message);
