using System.Globalization;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Host.Soap;

/// <summary>One operation of a service.</summary>
/// <param name="name">As in the WSDL.</param>
/// <param name="echo">The element of the request that comes back in the response.</param>
internal abstract class SoapOperation(string name, string echo)
{
    public string Name => name;

    public string Echo => echo;

    /// <summary>The elements of a number of a person in the request, for the audit; none when the operation names nobody.</summary>
    public virtual string? SsinOf(XElement request) => request.Element(Echo)?.Element("ssin")?.Value;

    /// <summary>Whose lock it takes, because it writes, and waits for before it runs: 0 for the sources; null: it only reads, or waits for
    /// it itself.</summary>
    public virtual long? LockOf => null;

    /// <summary>Answers a request that is valid, of a caller who may ask.</summary>
    public abstract Task<SoapAnswer> Run(SoapCall call);
}

/// <summary>One that is answered at once, on the thread that asks.</summary>
/// <inheritdoc cref="SoapOperation"/>
internal abstract class DirectOperation(string name, string echo) : SoapOperation(name, echo)
{
    public sealed override Task<SoapAnswer> Run(SoapCall call) => Task.FromResult(Answer(call));

    /// <inheritdoc cref="Run"/>
    protected abstract SoapAnswer Answer(SoapCall call);
}

/// <summary>A request that is valid.</summary>
/// <param name="Party">On whose behalf it is.</param>
/// <param name="Request">The element of the body.</param>
/// <param name="Audit">To be called with the code of the answer, and whom it speaks of; done when that stands in the audit, before which
/// nothing that was changed becomes true.</param>
/// <param name="Turn">The turn to write, of an operation that waits for it before it runs.</param>
/// <param name="Stop">Nobody waits for the answer any longer.</param>
internal sealed record SoapCall(
    Party Party, XElement Request, Engine Engine, Func<Code, IReadOnlyList<long>, Task> Audit, WriterTurn? Turn, CancellationToken Stop)
{
    /// <summary>The same for who holds a transaction, and waits.</summary>
    public void AuditNow(Code code, IReadOnlyList<long> persons) => Audit(code, persons).GetAwaiter().GetResult();
}

/// <summary>What is answered after what every answer begins with: status, then what belongs to the operation.</summary>
internal sealed record SoapAnswer(string Value, Code Code)
{
    public const string DataFound = "DATA_FOUND";
    public const string NoDataFound = "NO_DATA_FOUND";
    public const string NoResult = "NO_RESULT";

    public IReadOnlyList<(string Field, string? Value)> Information { get; init; } = [];

    public IReadOnlyList<XElement?> Content { get; init; } = [];

    /// <summary>Whom the answer speaks of, beside who was asked for: for the audit.</summary>
    public IReadOnlyList<long> Persons { get; init; } = [];

    public static SoapAnswer Refused(Code code, params (string Field, string? Value)[] information) => new(NoResult, code)
    {
        Information = information,
    };

    public static SoapAnswer Found(params XElement?[] content) => new(DataFound, Codes.Record.Ok) { Content = content };
}

/// <summary>The pieces of requests and responses that several operations share.</summary>
internal static class SoapParts
{
    public static string? Text(this XElement at, string name) => at.Element(name)?.Value;

    public static int Day(string text) => DateOnly.ParseExact(text.AsSpan().Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;

    /// <returns>Begin and end, begin after end too: whether that is right is a rule.</returns>
    public static (int Begin, int End)? Days(XElement? period) => period is null
        ? null
        : (Day(period.Text("beginDate")!), period.Text("endDate") is { } end ? Day(end) : Domain.Period.OpenEnd);

    public static XElement Period(Period period) =>
        new("period", new XElement("beginDate", Date(period.BeginDay)),
        period.IsOpen ? null : new XElement("endDate", Date(period.EndDay)));

    public static string Date(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Digits(long ssin) => ssin.ToString("D11", CultureInfo.InvariantCulture);

    /// <summary>common:SsinWithCanceledAndReplacesStatusType.</summary>
    public static XElement Ssin(long asked, long current, PersonState state) => new("ssin",
        state == PersonState.Cancelled ? new XAttribute("canceled", "true") : null,
        current != asked ? new XAttribute("replaces", Digits(asked)) : null,
        Digits(current));

    public static Gender Gender(string? text) =>
        text switch { "M" => Domain.Gender.Male, "F" => Domain.Gender.Female, _ => Domain.Gender.Unknown };

    /// <summary>An address as it is stored; null when there is none.</summary>
    public static string? Address(XElement? address) => address is null || !address.HasElements ? null : PostalAddress.Join(address.Text);

    public static XElement? Address(string? stored) => string.IsNullOrEmpty(stored) ? null
        : new XElement("address", PostalAddress.Parts(stored).Select(part => new XElement(part.Element, part.Text)));

    /// <summary>A birth date that some calendar has; null when none has it.</summary>
    public static IncompleteDate? BirthDate(string text) => IncompleteDate.TryParse(text.AsSpan().Trim(), out var date) ? date : null;
}
