namespace Raas.Tests;

/// <summary>Needs the verdict of another validator, libxml2: skipped where xmllint is not there, and counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class XmllintFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/xmllint";

    public XmllintFactAttribute()
    {
        if (!File.Exists(Program))
            Skip = "xmllint (Debian: libxml2-utils) is not there";
    }
}
