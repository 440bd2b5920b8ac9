using Raas.Files;

namespace Raas.Reading;

/// <summary>An item of a source, as it lies in the spool.</summary>
public interface ISpooledItem
{
    /// <summary>Reads what was written of one item.</summary>
    void Read(ByteReader from);
}
