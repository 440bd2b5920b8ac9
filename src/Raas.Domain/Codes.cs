namespace Raas.Domain;

/// <summary>The closed lists: <see cref="File"/> for a delivery that cannot be trusted as a whole, <see cref="Record"/> for one record of a
/// delivery that can, <see cref="Online"/> for what only the services say.</summary>
public static partial class Codes
{
    /// <summary>Back from the store or the wire; null for a code that we do not know (yet).</summary>
    public static Code? Find(string wire) =>
        File.All.Concat(Record.All).Concat(Online.All).FirstOrDefault(code => string.Equals(code.Wire, wire, StringComparison.Ordinal));
}
