using Raas.Domain;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Reading;

namespace Raas.Host.Commands;

/// <summary>What several commands say alike in JSON.</summary>
internal static class Plain
{
    public static object Counts(Tally tally) => new
    {
        tally.Read, tally.Registered, tally.Merged, tally.Unchanged, tally.Removed, tally.Shortened, tally.Rejected,
    };

    /// <summary>Without an end when it is open.</summary>
    public static object? Period(Period? period) => period is { } p ? new { p.Begin, p.End } : null;

    public static object Code(Code code) => new { Code = code.Wire, Description = code.En };

    public static IEnumerable<object> Errors(IEnumerable<FileError> errors) => errors.Select(error => new
    {
        Code = error.Code.Wire, Description = error.Code.En, error.Line, error.Position,
        Information = error.Information.Select(i => $"{i.Field}={i.Value}"),
    });

    public static object Waiting(Waiting waiting, CbeNumber party) => new
    {
        Party = party.ToString(),
        waiting.VoucherFileName, waiting.Flow, waiting.FileSequenceNumber, Reason = WaitWords.Wire(waiting.Reason),
        Explanation = WaitWords.Explain(waiting), waiting.MissingNumber, waiting.Since, waiting.IsAlarm,
    };
}
