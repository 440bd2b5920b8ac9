using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Raas.Domain;
using Raas.Store;

namespace Raas.Host.Soap;

/// <summary>The body of a request: within its limit, also when it is compressed, and in UTF-8 whatever it was sent in.</summary>
internal static partial class SoapBody
{
    public const string Codings = "gzip, identity";

    private const int MaxBytes = 256 << 10;
    private const int MaxDeclaration = 256;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding LittleEndian = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <exception cref="SoapFaultException">It is too large, or compressed or encoded in a way that we do not read.</exception>
    public static async Task<byte[]> Read(HttpContext context, MediaTypeHeaderValue type)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        if (context.Request.ContentLength > MaxBytes)
            throw TooLarge();
        var coding = context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (coding is not ("" or "identity" or "gzip" or "x-gzip"))
            throw NotRead("Content-Encoding", coding, Codings);
        var charset = type.Charset.Value?.Trim('"');
        var encoding = EncodingOf(charset);
        var bytes = coding.EndsWith("gzip", StringComparison.Ordinal)
            ? await Inflate(context)
            : await Whole(context.Request.Body, context.RequestAborted);
        try
        {
            return AsUtf8(bytes, charset, encoding);
        }
        catch (DecoderFallbackException e)
        {
            throw new SoapFaultException(Codes.Online.NotXml, FaultKind.Sender, ("byte", $"{e.Index}"), ("charset", charset ?? "utf-16"));
        }
    }

    private static async Task<byte[]> Inflate(HttpContext context)
    {
        var inflated = new GZipStream(context.Request.Body, CompressionMode.Decompress);
        try
        {
            await using (inflated)
                return await Whole(inflated, context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new SoapFaultException(Codes.Online.NotXml, FaultKind.Sender, ("Content-Encoding", "gzip, which the body is not"));
        }
    }

    /// <summary>All of it, and never more than may be: what would inflate to more is given up there.</summary>
    private static async Task<byte[]> Whole(Stream body, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        var part = new byte[16 << 10];
        int read;
        while ((read = await body.ReadAsync(part, stop)) > 0)
        {
            if (bytes.Length + read > MaxBytes)
                throw TooLarge();
            bytes.Write(part, 0, read);
        }
        return bytes.ToArray();
    }

    private static SoapFaultException TooLarge() => new(Codes.Online.TooLarge, FaultKind.Sender) { Status = 413 };

    private static SoapFaultException NotRead(string field, string given, string expected) =>
        new(Codes.Online.WrongCoding, FaultKind.Sender, (field, given), ("expected", expected)) { Status = 415 };

    /// <summary>Null: nothing is said, or only that it is UTF-16; then the first bytes say the rest.</summary>
    private static Encoding? EncodingOf(string? charset) => charset?.ToLowerInvariant() switch
    {
        null or "" or "utf-16" => null,
        "utf-8" or "utf8" or "us-ascii" => Utf8,
        "utf-16le" => LittleEndian,
        "utf-16be" => BigEndian,
        "iso-8859-1" => Encoding.Latin1,
        _ => throw NotRead("charset", charset, "utf-8, utf-16, iso-8859-1"),
    };

    /// <summary>The charset of HTTP says how a message is encoded, its XML declaration does not count (Basic Profile 1.0, R1018 and R1019).
    /// A byte order mark counts before both, and without a charset the declaration does (RFC 7303, 3.2).</summary>
    private static byte[] AsUtf8(byte[] bytes, string? charset, Encoding? encoding)
    {
        encoding = bytes switch
        {
            [0xff, 0xfe, ..] => LittleEndian,
            [0xfe, 0xff, ..] => BigEndian,
            [0xef, 0xbb, 0xbf, ..] => Utf8,
            _ when string.IsNullOrEmpty(charset) => null,
            [_, 0, ..] when encoding is null => LittleEndian,
            _ => encoding ?? BigEndian,
        };
        if (encoding is null)
            return bytes;
        var text = encoding.GetString(bytes);
        if (text.StartsWith('\uFEFF'))
            text = text[1..];
        // Blanks in its place, so that lines and positions stay.
        var declared = Declared().Match(text, 0, Math.Min(text.Length, MaxDeclaration)).Groups["encoding"];
        if (declared.Success)
            text = text.Remove(declared.Index, declared.Length).Insert(declared.Index, new string(' ', declared.Length));
        return Utf8.GetBytes(text);
    }

    [GeneratedRegex("""\A<\?xml\s[^>]*?(?<encoding>encoding\s*=\s*("[^">]*"|'[^'>]*'))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();
}
