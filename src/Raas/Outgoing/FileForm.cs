using System.Text;
using Raas.Configuration;

namespace Raas.Outgoing;

/// <summary>How much a file of ours says to people. Programs read the same in every form.</summary>
/// <param name="Language">The language that comes first, fr, nl, de or en; null: the party has not said.</param>
/// <param name="HasView">It names the style sheet that shows it to people, and a page is made of it.</param>
/// <param name="HasReasons">Answers say each reason in four languages; those of versions before this one did not.</param>
public sealed record FileForm(string? Language = null, bool HasView = false, bool HasReasons = true)
{
    /// <summary>The name of the style sheet, in our <c>xsd</c> and wherever the party puts it.</summary>
    public const string StyleSheet = "raas-view-v1.xsl";

    /// <summary>The instruction that tells the style sheet in which language to speak.</summary>
    public const string LanguageInstruction = "raas-language";

    /// <summary>As the party wants it now.</summary>
    public static FileForm Of(Party party) => new(party.Settings.Language, party.Settings.HumanView);

    /// <summary>The forms in which a file may have been written before, the likeliest first.</summary>
    public static IEnumerable<FileForm> Likely(Party party)
    {
        yield return Of(party);
        yield return new FileForm(HasReasons: false);
        foreach (var hasView in new[] { false, true })
        {
            foreach (var language in PartySettings.Languages.Prepend(null))
            {
                if (new FileForm(language, hasView) is var form && form != Of(party))
                    yield return form;
            }
        }
    }

    /// <summary>The language of the view.</summary>
    public string ViewLanguage => Language ?? "en";

    /// <summary>The data of the instruction that names the style sheet.</summary>
    internal const string StyleSheetData = $"type=\"text/xsl\" href=\"{StyleSheet}\"";

    /// <summary>What stands before the root.</summary>
    internal byte[] Prolog => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + (HasView
        ? $"<?xml-stylesheet {StyleSheetData}?>\n<?{LanguageInstruction} {ViewLanguage}?>\n" : ""));
}
