using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Store;

namespace Raas.Host.Pages;

/// <summary>A piece of HTML. What is put into one is encoded, unless it is one itself: nobody can forget to.</summary>
internal readonly record struct Markup(string Text)
{
    public static readonly Markup None = new("");

    public static Markup Of(ref Builder builder) => new(builder.Text);

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;

    [InterpolatedStringHandler]
    public readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder text = new(literalLength + formattedCount * 16);

        public string Text => text.ToString();

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(Markup markup) => text.Append(markup.Text);

        public void AppendFormatted(IEnumerable<Markup> parts) => text.AppendJoin("", parts.Select(part => part.Text));

        public void AppendFormatted<T>(T value) =>
            text.Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)));

        public void AppendFormatted<T>(T value, string format)
            where T : IFormattable => text.Append(WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)));

        public void AppendFormatted<T>(T? value, string format)
            where T : struct, IFormattable => text.Append(WebUtility.HtmlEncode(value?.ToString(format, CultureInfo.InvariantCulture)));
    }
}
