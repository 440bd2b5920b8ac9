using System.Diagnostics;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Domain;
using Raas.Host.Soap;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Tests.Xml;

/// <summary>Where XML Schema 1.0 and the validator of .NET disagree, decided for what XML Schema says: every element and attribute that
/// is a date or a time, in every schema, files and services, in and out.</summary>
public sealed class SchemaEdgesTests
{
    /// <summary>xs:dateTime.</summary>
    private static readonly (string Text, bool Valid)[] Times =
    [
        ("2026-01-01T00:00:00", true), ("2026-01-01T24:00:00", true), ("2026-01-01T24:00:00Z", true),
        ("2026-12-31T24:00:00.000+01:00", true), ("9999-12-31T24:00:00Z", true),
        ("2026-01-01T24:00:01", false), ("2026-01-01T24:01:00", false), ("2026-01-01T24:00:00.1", false), ("2026-01-01T25:00:00", false),
        ("2026-01-01T23:59:60", false), ("2026-01-01T23:60:00", false),
        ("10000-01-01T00:00:00Z", true), ("12026-02-28T00:00:00", true), ("12024-02-29T00:00:00", true), ("02026-01-01T00:00:00", false),
        ("226-01-01T00:00:00", false), ("0000-01-01T00:00:00", false),
        ("-0001-01-01T00:00:00Z", true), ("-0004-02-29T00:00:00", true), ("-0005-02-29T00:00:00", false),
        ("0001-01-01T00:00:00+14:00", true), ("+2026-01-01T00:00:00", false),
        ("2026-01-01T00:00:00+14:00", true), ("2026-01-01T00:00:00-14:00", true), ("2026-01-01T00:00:00+14:01", false),
        ("2026-01-01T00:00:00+15:00", false), ("2026-01-01T00:00:00+13:59", true),
        ("2026-01-01T00:00:00+13:60", false), ("2026-01-01T00:00:00-99:59", false), ("2026-01-01T00:00:00z", false),
        ("2026-01-01t00:00:00", false), ("2026-01-01T00:00:00 Z", false), ("2026-01-01T00:00:00-00:00", true),
        (" 2026-01-01T00:00:00\n\t", true), ("\u00A02026-01-01T00:00:00", false), ("2026-01-01T00:00:00\u2003", false),
        ("2026-01-01T00:00:00\u0085", false), ("2026-01-01T00:00:00\u3000", false),
        ("2026-01-01T00:00:00.1234567890123456789", true), ("2026-01-01T00:00:00.", false), ("2026-01-01T00:00", false),
        ("2026-01-01", false), ("1900-02-29T00:00:00", false), ("2000-02-29T00:00:00", true), ("", false),
    ];

    /// <summary>xs:date.</summary>
    private static readonly (string Text, bool Valid)[] Dates =
    [
        ("2026-01-01", true), ("2026-01-01Z", true), ("2026-01-01+14:00", true), ("2026-01-01+14:01", false), ("2026-01-01z", false),
        ("12026-01-01", true), ("-0001-01-01", true), ("0000-01-01", false), ("02026-01-01", false),
        (" 2026-01-01 ", true), ("\u00A02026-01-01", false), ("2026-01-01\u2003", false), ("2026-02-29", false), ("2024-02-29", true),
        ("2026-01-01T00:00:00", false), ("2026-1-1", false), ("", false),
    ];

    /// <summary>types:DateType: four digits and no zone.</summary>
    private static readonly (string Text, bool Valid)[] Days =
    [
        ("2026-01-01", true), ("2026-01-01Z", false), ("2026-01-01+14:00", false), ("12026-01-01", false), ("-0001-01-01", false),
        ("0000-01-01", false), ("0001-01-01", true), ("9999-12-31", true),
        (" 2026-01-01 ", true), ("\u00A02026-01-01", false), ("2026-01-01\u2003", false), ("2026-02-29", false), ("2024-02-29", true),
        ("", false),
    ];

    private static readonly (string Text, bool Valid)[] Numbers =
        [("1", true), (" 1\n", true), ("01", true), ("\u00A01", false), ("1\u00A0", false), ("1\u2003", false), ("\u0661", false)];

    private static readonly (string Text, bool Valid)[] Flags =
        [("true", true), ("0", true), (" 1 ", true), ("\u00A0true", false), ("True", false), ("", false)];

    public static TheoryData<string> Files => [.. Schemas.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_date_time_number_and_flag_is_judged_by_XML_Schema(string file)
    {
        var schemas = Schemas.Compile(file);
        var types = Types(schemas).ToList();
        Elements(schemas, types);
        var wrong = new List<string>();
        for (var i = 0; i < types.Count; i++)
        {
            var name = types[i].QualifiedName;
            var values = types[i].Datatype!.TypeCode switch
            {
                XmlTypeCode.DateTime => Times,
                XmlTypeCode.Date when name.Namespace == XmlSchema.Namespace => Dates,
                XmlTypeCode.Date => Days,
                XmlTypeCode.Boolean => Flags,
                XmlTypeCode.Long or XmlTypeCode.UnsignedLong or XmlTypeCode.UnsignedShort or XmlTypeCode.UnsignedByte => Numbers,
                XmlTypeCode.Int or XmlTypeCode.PositiveInteger => Numbers,
                XmlTypeCode.String => [],
                var other => throw new InvalidOperationException($"{name} is {other}: say here what is right."),
            };
            wrong.AddRange(values.Where(v => IsValid(schemas, i, v.Text) != v.Valid)
                .Select(v => $"{name}: '{v.Text}' should be {(v.Valid ? "valid" : "invalid")}"));
        }
        Assert.Empty(wrong);
    }

    /// <summary>Characters, not units of UTF-16: text and attributes.</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("😀")]
    [InlineData("\U00020000")]
    public void Lengths_are_characters(string sign)
    {
        string Of(int length) => string.Concat(Enumerable.Repeat(sign, length));
        foreach (var (length, valid) in new[] { (36, true), (37, false) })
            Valid.Is(valid, Schemas.Subscription, Valid.Register(attributes: $" reference='{Of(length)}'"));
        foreach (var (length, valid) in new[] { (128, true), (129, false) })
        {
            Valid.Is(valid, Schemas.Subscription, Valid.Register(person: $"<person><lastName>{Of(length)}</lastName></person>"));
            Valid.Is(valid, Schemas.PersonMutation, Valid.Person(names: $"<lastName>{Of(length)}</lastName>"));
        }
        foreach (var (length, valid) in new[] { (255, true), (256, false) })
            Valid.Is(valid, Schemas.Voucher, Valid.Voucher(name: Of(length)));
    }

    [Fact]
    public void What_only_looks_like_a_long_text_is_one_character()
    {
        Valid.Is(false, Schemas.PersonMutation, Valid.Person(rest: "<nationality>1😀</nationality>"));
        Valid.Is(false, Schemas.Voucher, Valid.Voucher(environment: "😀"));
        Valid.Is(true, Schemas.Subscription, Valid.Register(person: "<person><lastName>&#x1F600;<!-- c -->&#128512;</lastName></person>"));
    }

    /// <summary>Blanks are a text where the schema has text: a name of one space is a line of text, for every other validator
    /// too.</summary>
    [Theory]
    [InlineData(" ", true)]
    [InlineData("&#32;", true)]
    [InlineData("<![CDATA[ ]]>", true)]
    [InlineData(" <!-- c --> ", true)]
    [InlineData("\n", false)]
    [InlineData("<!-- c -->", false)]
    public void Blanks_are_text_where_the_schema_has_text(string text, bool valid) =>
        Valid.Is(valid, Schemas.Subscription, Valid.Register(person: $"<person><lastName>{text}</lastName></person>"));

    /// <summary>XML Schema 1.0, cvc-complex-type 2.3, however the blanks are written.</summary>
    [Theory]
    [InlineData("\n", true)]
    [InlineData("<![CDATA[ ]]>", true)]
    [InlineData("<![CDATA[]]>", true)]
    [InlineData("&#32;", true)]
    [InlineData("<![CDATA[x]]>", false)]
    [InlineData("\u00A0", false)]
    [InlineData("&#xA0;", false)]
    public void Blanks_between_elements_are_nothing(string blanks, bool valid) =>
        Valid.Is(valid, Schemas.Subscription, Valid.Register(period: blanks + "<beginDate>2026-01-01</beginDate>"));

    [Fact]
    public void Text_in_pieces_has_a_limit()
    {
        var pieces = string.Concat(Enumerable.Repeat("x<!-- c -->", SafeXml.MaxTokenBytes + 1));
        var file = Valid.Register(person: $"<person><lastName>{pieces}</lastName></person>");
        Assert.Throws<ForbiddenXmlException>(() => Valid.Problems(Schemas.Subscription, file));
    }

    /// <summary>libxml2 says the same of all the values, but for blanks around them, which it does not collapse.</summary>
    [XmllintFact]
    public void Xmllint_agrees()
    {
        var folder = Directory.CreateTempSubdirectory("raas-edges-").FullName;
        var types = new[]
        {
            ("xs:dateTime", Times), ("xs:date", Dates), ("d:DateType", Days), ("xs:unsignedLong", Numbers), ("xs:boolean", Flags),
        };
        var wrong = new List<string>();
        foreach (var (type, values) in types)
        {
            var schema = Path.Combine(folder, "v.xsd");
            File.WriteAllText(schema, $"""
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:d="urn:d" targetNamespace="urn:d">
                <xs:simpleType name="DateType">
                <xs:restriction base="xs:date"><xs:pattern value="[0-9]{"{4}-[0-9]{2}-[0-9]{2}"}"/></xs:restriction></xs:simpleType>
                <xs:element name="v" type="{type}"/></xs:schema>
                """);
            var asked = values.Where(v => v.Text.Trim(' ', '\n', '\t') == v.Text).ToList();
            var files = asked.Select((v, i) => (Path: Path.Combine(folder, $"{i}.xml"), v.Text)).ToList();
            foreach (var (path, text) in files)
                File.WriteAllText(path, $"<d:v xmlns:d='urn:d'>{text}</d:v>");
            var start = new ProcessStartInfo(XmllintFactAttribute.Program, ["--noout", "--schema", schema, .. files.Select(f => f.Path)]);
            (start.UseShellExecute, start.RedirectStandardError) = (false, true);
            using var xmllint = Process.Start(start)!;
            var said = xmllint.StandardError.ReadToEnd();
            wrong.AddRange(asked.Where((v, i) => said.Contains($"{files[i].Path} validates", StringComparison.Ordinal) != v.Valid)
                .Select(v => $"{type} '{v.Text}'"));
        }
        Directory.Delete(folder, recursive: true);
        Assert.Empty(wrong);
    }

    /// <summary>The types of all simple elements and attributes of a file, each under the name by which a schema can speak of it.</summary>
    private static IEnumerable<XmlSchemaType> Types(XmlSchemaSet schemas)
    {
        var seen = new HashSet<XmlSchemaObject>();
        var all = schemas.GlobalTypes.Values.Cast<XmlSchemaObject>().Concat(schemas.GlobalElements.Values.Cast<XmlSchemaObject>());
        var next = new Queue<XmlSchemaObject>(all);
        while (next.TryDequeue(out var one))
        {
            if (!seen.Add(one))
                continue;
            switch (one)
            {
                case XmlSchemaElement element:
                    next.Enqueue(element.ElementSchemaType!);
                    break;
                case XmlSchemaGroupBase group:
                    foreach (var item in group.Items)
                        next.Enqueue(item);
                    break;
                case XmlSchemaComplexType complex:
                    if (complex.ContentTypeParticle is { } particle)
                        next.Enqueue(particle);
                    foreach (XmlSchemaAttribute attribute in complex.AttributeUses.Values)
                        next.Enqueue(attribute.AttributeSchemaType!);
                    break;
                case XmlSchemaSimpleType simple:
                    if (simple.QualifiedName.IsEmpty)
                        next.Enqueue(simple.BaseXmlSchemaType!);
                    else
                        yield return simple;
                    break;
            }
        }
    }

    /// <summary>A schema with an element v0, v1, … of each type.</summary>
    private static XmlSchemaSet Elements(XmlSchemaSet schemas, IReadOnlyList<XmlSchemaType> types)
    {
        var schema = new XmlSchema();
        foreach (var ns in types.Select(type => type.QualifiedName.Namespace).Distinct().Where(ns => ns != XmlSchema.Namespace))
            schema.Includes.Add(new XmlSchemaImport { Namespace = ns });
        for (var i = 0; i < types.Count; i++)
            schema.Items.Add(new XmlSchemaElement { Name = $"v{i}", SchemaTypeName = types[i].QualifiedName });
        schemas.Add(schema);
        schemas.Compile();
        return schemas;
    }

    private static bool IsValid(XmlSchemaSet schemas, int type, string text)
    {
        var isValid = true;
        SafeXml.Validate(new XElement($"v{type}", text), schemas, (_, _) => isValid = false);
        return isValid;
    }
}
