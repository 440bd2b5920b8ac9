using System.Text;
using Raas.Host.Soap;
using Raas.Reading;

namespace Raas.Tests.Host.Soap;

/// <summary>A message is read in the encoding that it declares, as a file is.</summary>
public sealed class SoapEnvelopeTests
{
    private static readonly string Message =
        $"<e:Envelope xmlns:e='{SoapVersion.Soap11.Namespace}'>\n<e:Body><a>é</a></e:Body></e:Envelope>";

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("utf8")]
    [InlineData("ISO-8859-1")]
    [InlineData("UTF-16")]
    public void A_declared_encoding_is_read(string name)
    {
        var encoding = name switch { "ISO-8859-1" => Encoding.Latin1, "UTF-16" => Encoding.Unicode, _ => new UTF8Encoding(false) };
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version='1.0' encoding='{name}'?>\n{Message}")];
        Assert.Equal("é", SoapEnvelope.Read(bytes, SoapVersion.Soap11).Payload.Value);
    }

    [Fact]
    public void A_byte_that_is_not_of_the_declared_encoding_is_refused_at_its_place()
    {
        var bytes = Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='US-ASCII'?>\n{Message}");
        var fault = Assert.Throws<SoapFaultException>(() => SoapEnvelope.Read(bytes, SoapVersion.Soap11));
        Assert.Equal([("line", "3"), ("position", "12")], fault.Information);
    }

    [Fact]
    public void Another_encoding_is_refused_by_its_name()
    {
        var bytes = Encoding.Latin1.GetBytes($"<?xml version='1.0' encoding='windows-1252'?>\n{Message}");
        var fault = Assert.Throws<SoapFaultException>(() => SoapEnvelope.Read(bytes, SoapVersion.Soap11));
        Assert.Contains(("found", "the encoding windows-1252"), fault.Information);
    }
}
