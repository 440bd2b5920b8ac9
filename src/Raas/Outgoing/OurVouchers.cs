using System.Security.Cryptography;
using System.Text;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Outgoing;

/// <summary>The vouchers of our files. A voucher says what the ledger says: it is written anew rather than trusted.</summary>
/// <param name="self">Our CBE number.</param>
/// <param name="environment">T, A or P.</param>
internal sealed class OurVouchers(CbeNumber self, string environment)
{
    /// <summary>The id of the voucher of a file.</summary>
    public string IdOf(string flow, CbeNumber party, long number) => GuidOf(flow, party, number).ToString();

    /// <summary>The voucher of a file.</summary>
    public byte[] Of(OutgoingRow row)
    {
        using var stream = new MemoryStream();
        VoucherWriter.Write(stream, row, self, environment, row.ResponseTo);
        return stream.ToArray();
    }

    /// <summary>The voucher under which the rejected records can be sent back as they are: of the party, under the number after the
    /// delivery that was answered. Made from the ledger and our copy, like every voucher.</summary>
    /// <param name="open">Opens our copy of the rejected records.</param>
    /// <returns>Null: the ledger does not know the delivery any more.</returns>
    public byte[]? OfRejected(OutgoingRow row, string rejected, Func<Stream> open)
    {
        if (row is not { AnsweredNumber: { } answered, RejectedCount: > 0 and var count })
            return null;
        var party = CbeNumber.TryFrom(row.Party, out var known) ? known : default;
        using var copy = open();
        var delivery = new OutgoingRow
        {
            Party = self.Value, Flow = FlowName.Subscription, Number = answered + 1, FileName = rejected, Size = copy.Length,
            VoucherId = GuidOf(row.Flow, party, row.Number, ":rejected").ToString(), CreatedAt = row.CreatedAt,
            Digest = row.RejectedDigest ?? Convert.ToHexStringLower(SHA256.HashData(copy)), MessageCount = count,
        };
        using var stream = new MemoryStream();
        VoucherWriter.Write(stream, delivery, party, environment, null);
        return stream.ToArray();
    }

    /// <summary>Made from what is unique about the file, so that a file that is made again after a crash is the same file.</summary>
    private Guid GuidOf(string flow, CbeNumber party, long number, string companion = "")
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"raas:{environment}:{self}:{party}:{flow}:{number}{companion}")).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
