using Raas.Store.Rows;

namespace Raas.Reverts;

/// <summary>What is said of rows that stay as they are.</summary>
public static class RevertWords
{
    /// <summary>Why they stay, in English.</summary>
    public static string Why(LeftByRevert left) => left.Cause switch
    {
        LeftByRevert.Named => $"delivery {left.DeliveryId} asked for it again",
        LeftByRevert.Called => "a call asked for something of this person since",
        LeftByRevert.Pieces => "had followed a replaced number: what the delivery took of it is not put back",
        "ONLINE" => "a call changed it since",
        DeliveryReverts.Cause => $"delivery {left.DeliveryId} was taken back since",
        _ when left.Night is { } night => $"the night of {night:yyyy-MM-dd} moved it since",
        _ when left.DeliveryId is { } delivery => $"delivery {delivery} changed it since",
        var cause => $"{cause} changed it since",
    };
}
