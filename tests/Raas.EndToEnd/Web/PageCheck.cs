using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Raas.EndToEnd.Web;

/// <summary>What every page of ours is, as it stands there: accessible, named, and no wider than what shows it.</summary>
internal static class PageCheck
{
    /// <summary>Adds what is wrong.</summary>
    /// <param name="what">Which page, in which state.</param>
    /// <param name="width">Of what shows it.</param>
    public static async Task Of(IPage page, string what, int width, StringBuilder wrong)
    {
        var hangfires = new AxeRunContext { Exclude = [new AxeSelector(".navbar"), new AxeSelector("#footer")] };
        var found = await page.RunAxe(hangfires);
        foreach (var violation in found.Violations)
        {
            wrong.AppendLine($"{what}: {violation.Id} {violation.Help}");
            foreach (var node in violation.Nodes.Take(3))
                wrong.AppendLine("    " + (node.Html.Length > 300 ? node.Html[..300] : node.Html));
        }
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") > width)
            wrong.AppendLine($"{what} is wider than {width} px");
        if (await page.Locator("main").CountAsync() != 1)
            wrong.AppendLine($"{what} has not one main landmark");
        var nameless = await page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('.raas input:not([type=hidden]), .raas select')]"
            + ".filter(field => !field.labels || field.labels.length === 0).length");
        if (nameless > 0)
            wrong.AppendLine($"{what}: {nameless} fields have no label");
        var lost = await page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('.raas-table')].filter(t => t.getAttribute('role') !== 'table' || "
            + "[...t.querySelectorAll('tr,td,th')].some(e => !e.hasAttribute('role'))).length");
        if (lost > 0)
            wrong.AppendLine($"{what}: {lost} tables lose their roles");
    }
}
