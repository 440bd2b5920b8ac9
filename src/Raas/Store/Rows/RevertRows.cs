using System.Globalization;

namespace Raas.Store.Rows;

/// <summary>One time that a delivery was taken back, or that this was.</summary>
public sealed record RevertRow
{
    public long RevertId { get; init; }

    /// <summary>What a revert had done was taken back: the delivery is in effect again.</summary>
    public bool IsUndo { get; init; }

    /// <summary>The change set that was taken back.</summary>
    public long Reverts { get; init; }

    /// <summary>Its own change set.</summary>
    public long ChangeSetId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who asked for it.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Who agreed, where two had to; null: it was a command.</summary>
    public string? ConfirmedBy { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>Rows that are what they were before.</summary>
    public long RowsPutBack { get; init; }

    /// <summary>Rows that something changed, or asked for, since: they stay.</summary>
    public long RowsKept { get; init; }

    /// <summary>Rows of which it is not known what they were.</summary>
    public long RowsImpossible { get; init; }

    /// <summary>Records of which everything was put back.</summary>
    public long Reverted { get; init; }

    /// <summary>Records of which something stays.</summary>
    public long Kept { get; init; }

    /// <summary>Records of which something cannot be put back.</summary>
    public long Impossible { get; init; }
    public long AnswerNumber { get; init; }
    public long ReceiptNumber { get; init; }
}

/// <summary>Why rows were left as they are.</summary>
public sealed record LeftByRevert
{
    /// <summary>A later delivery, or a call, asked for the same and so changed nothing; the delivery took some of what had followed a
    /// replaced number.</summary>
    public const string Named = "NAMED", Called = "CALLED", Pieces = "PIECES";

    /// <summary>One of these, or the cause of the change set that changed them since.</summary>
    public string Cause { get; init; } = "";
    public long? DeliveryId { get; init; }

    /// <summary>The night that moved them.</summary>
    public DateOnly? Night { get; init; }

    /// <summary>It is not known what they were; else something else wants them as they are.</summary>
    public bool IsImpossible => Cause == Pieces;

    /// <summary>How many.</summary>
    public long Rows { get; init; }
    public string? DataFileName { get; init; }
    public long? FileSequenceNumber { get; init; }
}

/// <summary>What an operator has asked for, until another one confirms it.</summary>
public sealed record RevertRequest
{
    public long DeliveryId { get; init; }

    /// <summary>Whose delivery it is.</summary>
    public long Party { get; init; }
    public bool IsUndo { get; init; }
    public string Operator { get; init; } = "";
    public string Reason { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Tells it from what is asked for once it is withdrawn.</summary>
    public string Mark => AskedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether somebody is who asked, however he writes his name.</summary>
    public bool IsOf(string? name) => string.Equals(Operator, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A delivery that was accepted, and where its data file lies.</summary>
public sealed record ArchivedDelivery
{
    public long DeliveryId { get; init; }
    public long FileSequenceNumber { get; init; }
    public string? DataFileName { get; init; }
    public string? Digest { get; init; }
    public long? Size { get; init; }
    public string FiledFolder { get; init; } = "";

    /// <summary>The name of the data file in that folder.</summary>
    public string? FiledData { get; init; }
}

/// <summary>What caused a change set.</summary>
public sealed record ChangeSetCause
{
    public string Cause { get; init; } = "";
    public long? DeliveryId { get; init; }
    public DateOnly? Night { get; init; }
}

/// <summary>A notification that a party was sent.</summary>
public sealed record ToldFile
{
    public string Flow { get; init; } = "";
    public long Number { get; init; }
    public string FileName { get; init; } = "";

    /// <summary>Its items.</summary>
    public long MessageCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
