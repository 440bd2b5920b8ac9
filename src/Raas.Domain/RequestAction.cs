namespace Raas.Domain;

/// <summary>What an institution asks of the register: I know this person from then until then, or I no longer do.</summary>
public enum RequestAction : byte
{
    Register,
    Unregister,
}
