using Raas.Domain;

namespace Raas.Outgoing;

/// <summary>What a writer of an outgoing file needs to know of it before the first byte.</summary>
/// <param name="Number">Its number in the flow to this party.</param>
/// <param name="RejectedPath">Where the companion with the rejected records goes, for an answer.</param>
/// <param name="Disclosures">Where each person whom the file names is accounted for.</param>
public sealed record OutgoingHead(CbeNumber Sender, CbeNumber Receiver, long Number, DateTimeOffset CreatedAt, string RejectedPath,
    DisclosureWriter Disclosures);
