using Raas.Files;

namespace Raas.Reading;

/// <summary>An item of a source, as it lies in the spool.</summary>
public interface ISpooledItem
{
    void Read(ByteReader from);
}
