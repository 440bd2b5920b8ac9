using Raas.Reverts;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>What the page of a delivery shows of its being taken back.</summary>
internal static class RevertParts
{
    /// <summary>What its forms ask for.</summary>
    public const string Look = "look-revert", Ask = "ask-revert", Confirm = "confirm-revert", Withdraw = "withdraw-revert";

    /// <summary>Whether a form asks for one of these.</summary>
    public static bool Handles(string action) => action is Look or Ask or Confirm or Withdraw;

    /// <summary>Of a table of the times that it was taken back.</summary>
    public static readonly string[] Heads = ["when", "what", "who, and why", "#rows put back", "kept as they are"];

    /// <summary>What somebody has asked for, as one says it.</summary>
    public static string What(RevertRequest asked) => asked.IsUndo ? "put it into effect again" : "take it back";

    /// <summary>One time that it was taken back.</summary>
    /// <param name="link">To a delivery.</param>
    public static Markup Row(Markup at, RevertRow revert, IReadOnlyList<LeftByRevert> left, Func<object, Markup> link) => Html($"""
        <tr><td>{at}</td><td>{(revert.IsUndo ? "put into effect again" : "taken back")}</td>
        <td>{revert.Operator}{(revert.ConfirmedBy is { } second ? $", confirmed by {second}" : "")}: {revert.Reason}</td>
        <td class="raas-number">{RaasPage.Count(revert.RowsPutBack)}</td>
        <td>{(left.Count == 0 ? Html($"none") : Markup.Join(left.Select(one => Html($"<div>{Line(one, link)}</div>"))))}</td></tr>
        """);

    /// <summary>What it did, or would do.</summary>
    /// <param name="link">To a delivery.</param>
    public static Markup Report(RevertReport report, Func<object, Markup> link)
    {
        var verb = report.IsDryRun ? "would be" : report.Revert.RowsPutBack == 1 ? "is" : "are";
        var sent = report.AnswerFileName is { } answer
            ? Html($"<li>The party is told by {answer} and {report.ReceiptFileName}.</li>") : Markup.None;
        return Html($"""
            <ul><li>{Rows(report.Revert.RowsPutBack)} {verb} put back</li>
            {report.Left.Select(one => Html($"<li>{(one.IsImpossible ? "impossible" : "kept")}: {Line(one, link)}</li>"))}
            {sent}<li>{Told(report)}</li></ul>
            """);
    }

    private static string Told(RevertReport report)
    {
        if (report.Told.Count == 0)
            return "The party was notified of nothing since.";
        var first = string.Join(", ", report.Told.Take(10).Select(told => $"{told.Flow} {told.Number}"));
        return $"The party was sent {report.Told.Count} notification file(s) since; they are not taken back: "
            + $"{first}{(report.Told.Count > 10 ? " …" : "")}.";
    }

    /// <summary>How many, and why; a delivery that is named can be looked at.</summary>
    private static Markup Line(LeftByRevert left, Func<object, Markup> link)
    {
        var (why, named) = (RevertWords.Why(left), $"delivery {left.DeliveryId}");
        return left.DeliveryId is { } id && why.StartsWith(named, StringComparison.Ordinal)
            ? Html($"{Rows(left.Rows)}, {link(id)}{why[named.Length..]}")
            : Html($"{Rows(left.Rows)}, {why}");
    }

    private static string Rows(long count) => count == 1 ? "1 row" : $"{RaasPage.Count(count)} rows";

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);
}
