namespace Raas.Host.Pages;

/// <summary>A table that can be read on a phone, and heard.</summary>
internal static class PageTable
{
    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    /// <param name="caption">What it lists, for who cannot see it.</param>
    /// <param name="heads">One that begins with # is that of numbers.</param>
    /// <param name="empty">Shown where there is no row.</param>
    public static Markup Of(string caption, string[] heads, IEnumerable<Markup> rows, string empty)
    {
        var body = Markup.Join(rows.Select(row => Labelled(row, heads)));
        return body.Text.Length == 0 ? Html($"<p class=\"raas-empty\">{empty}</p>") : Html($"""
            <div class="table-responsive" tabindex="0" role="region" aria-label="{caption}">
            <table class="table raas-table" role="table"><caption class="sr-only">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads.Select(Head)}</tr></thead>
            <tbody role="rowgroup">{body}</tbody></table></div>
            """);
    }

    /// <summary>Each cell knows its head: on a phone the cells stand below each other, and the heads are not shown. What is laid out as
    /// blocks is no table any more to who hears it, unless its parts say what they are.</summary>
    private static Markup Labelled(Markup row, string[] heads)
    {
        var cells = row.Text.Replace("<tr", "<tr role=\"row\"", StringComparison.Ordinal).Split("<td");
        return new Markup(cells[0] + string.Concat(cells.Skip(1).Select((cell, i) =>
            Html($"<td role=\"cell\" data-label=\"{(i < heads.Length ? heads[i].TrimStart('#') : "")}\"").Text + cell)));
    }

    private static Markup Head(string head) => head.StartsWith('#')
        ? Html($"<th scope=\"col\" role=\"columnheader\" class=\"raas-number\">{head[1..]}</th>")
        : Html($"<th scope=\"col\" role=\"columnheader\">{head}</th>");
}
