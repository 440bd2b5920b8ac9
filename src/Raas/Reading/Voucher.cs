using Raas.Domain;
using Raas.Files;

namespace Raas.Reading;

/// <summary>The covering note of a data file (contract §3), as far as a schema-valid voucher says it.</summary>
/// <param name="Sender">CBE number of the sender; null when it is named by sector and institution, which no party of ours is.</param>
/// <param name="Receiver">CBE number of the receiver, null as above.</param>
/// <param name="DataFileName">As written by the sender: check with <see cref="Files.SafeName"/> before it touches a path.</param>
/// <param name="Size">Bytes of the data file.</param>
/// <param name="Digest">SHA-256 of the data file, 64 lower-case hex digits.</param>
/// <param name="MessageCount">Items in the data file.</param>
public sealed record Voucher(
    string VoucherId,
    string Environment,
    string Flow,
    CbeNumber? Sender,
    CbeNumber? Receiver,
    long FileSequenceNumber,
    string DataFileName,
    long Size,
    string Digest,
    long MessageCount);
