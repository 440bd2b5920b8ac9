namespace Raas.Intake;

/// <summary>How a delivery ended (contract §4, RECEIPT). A delivery that waits has no decision yet.</summary>
public enum Decision
{
    Accepted,
    Duplicate,
    Refused,
    Cancelled,
}
