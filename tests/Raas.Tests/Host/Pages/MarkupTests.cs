using Raas.Host.Pages;
using Raas.Host.Soap;

namespace Raas.Tests.Host.Pages;

public sealed class MarkupTests
{
    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    [Fact]
    public void What_is_put_in_is_encoded_and_markup_is_not_encoded_twice()
    {
        const string hostile = "<script>alert('x')</script> & \"";
        var inner = Html($"<b title=\"{hostile}\">{hostile}</b>");
        Assert.Equal(
            "<b title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; "
                + "&amp; &quot;</b>", inner.Text);
        Assert.Equal($"<p>{inner.Text}{inner.Text}</p>", Html($"<p>{new[] { inner, inner }.AsEnumerable()}</p>").Text);
        DateOnly? none = null;
        Assert.Equal("<i>2026-03-02</i>", Html($"<i>{new DateOnly(2026, 3, 2):yyyy-MM-dd}{none:yyyy}</i>").Text);
    }
}
