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

    /// <summary>One time that it was taken back.</summary>
    public static Markup Row(Markup at, RevertRow revert, IReadOnlyList<LeftByRevert> left) => Html($"""
        <tr><td>{at}</td><td>{(revert.IsUndo ? "put into effect again" : "taken back")}</td>
        <td>{revert.Operator}{(revert.ConfirmedBy is { } second ? $", confirmed by {second}" : "")}: {revert.Reason}</td>
        <td class="raas-number">{RaasPage.Count(revert.RowsPutBack)}</td>
        <td>{(left.Count == 0 ? "none" : string.Join("; ", left.Select(Line)))}</td></tr>
        """);

    /// <summary>What it did, or would do.</summary>
    public static Markup Report(RevertReport report) => Html($"""
        <ul><li>{RaasPage.Count(report.Revert.RowsPutBack)} rows {(report.IsDryRun ? "would be" : "are")} put back</li>
        {report.Left.Select(one => Html($"<li>{(one.IsImpossible ? "impossible" : "kept")}: {Line(one)}</li>"))}
        <li>{Told(report)}</li></ul>
        """);

    private static string Told(RevertReport report)
    {
        if (report.Told.Count == 0)
            return "The party was notified of nothing since.";
        var first = string.Join(", ", report.Told.Take(10).Select(told => $"{told.Flow} {told.Number}"));
        return $"The party was sent {report.Told.Count} notification file(s) since; they are not taken back: "
            + $"{first}{(report.Told.Count > 10 ? " …" : "")}.";
    }

    private static string Line(LeftByRevert left) => $"{RaasPage.Count(left.Rows)} rows, {RevertWords.Why(left)}";

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);
}
