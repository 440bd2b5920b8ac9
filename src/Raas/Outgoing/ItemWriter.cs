using Raas.Files;

namespace Raas.Outgoing;

/// <summary>Writes the items of a notification. Who writes the number of a person needs one of these, so that no file names anybody who is
/// not accounted for.</summary>
public sealed class ItemWriter(Stream stream, DisclosureWriter disclosures) : ByteWriter(stream)
{
    /// <summary>Where each person is accounted for.</summary>
    public DisclosureWriter Disclosures => disclosures;
}
