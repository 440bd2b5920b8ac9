using System.CommandLine;
using System.IO.Abstractions;
using Raas.Files;
using Raas.Intake;
using Raas.Reading;

namespace Raas.Host.Commands;

/// <summary><c>raas voucher</c>: the voucher of a data file, for whoever sends one.</summary>
internal static class VoucherCommand
{
    private static readonly string[] Environments = ["T", "A", "P"];

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The data file." };
        var number = new Option<long?>("--number")
        {
            Description = "The number that it was made for; else the next one by status.xml, in its folder or the one above.",
        };
        var environment = new Option<string?>("--environment")
        {
            Description = "T, A or P; else that of status.xml.",
        };
        environment.HelpName = "environment";
        environment.CompletionSources.Add(Environments);
        var command = new Command("voucher", """
            Writes the voucher of a data file beside it. Sender, receiver, flow and number are those of the data file, which is validated
            first. Needs no store and no settings: institutions can use it. Drop the data file first, the voucher last.

            Examples:
              raas voucher subscription-7.xml
              raas voucher subscription-7.xml --number 7 --environment T
            """) { file, number, environment };
        command.DoesAlone((_, parsed) =>
            Run(parsed.GetValue(file)!, parsed.GetValue(number), parsed.GetValue(environment)?.ToUpperInvariant()));
        return command;
    }

    private static int Run(string path, long? number, string? environment)
    {
        var name = Path.GetFileName(path);
        if (SafeName.IsLikeVoucher(name))
            throw new UsageException($"{path} is a voucher; its data file was expected.");
        if (!File.Exists(path))
            throw new UsageException($"{path}: there is no such file.");
        var work = new NewVoucher(new FileSystem(), TimeProvider.System);
        var status = work.StatusOf(path);
        environment ??= status?.Environment ?? throw new UsageException(
            "For which environment? There is no status.xml beside the file or in the folder above, so say --environment T, A or P.");
        if (!Environments.Contains(environment))
            throw new UsageException($"--environment {environment}: T, A or P was expected.");
        if (status is not null && status.Environment != environment)
            throw new UsageException($"--environment {environment}: {Output.Place(status.Path)} is of environment {status.Environment}.");
        var (voucher, errors) = work.Describe(path, environment, Signals.Stop());
        if (voucher is null)
        {
            Output.Line($"{name} would be refused: no voucher was written.");
            foreach (var error in errors)
                Output.Text(NightCommand.Reasons([error]), indent: 2);
            return ExitCode.Attention;
        }
        var doubt = Check(voucher, status, number);
        try
        {
            var written = work.Write(path, voucher);
            Output.Text($"{Output.Place(written)}: number {voucher.FileSequenceNumber} of {voucher.Flow} of {voucher.Sender}, "
                + $"{Output.Count(voucher.MessageCount)} records, environment {environment}.");
        }
        catch (IOException) when (File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, SafeName.VoucherOf(name))))
        {
            throw new UsageException($"{SafeName.VoucherOf(name)} is there already. Remove it to have it written anew.");
        }
        if (doubt is not null)
            Output.Text(doubt);
        return ExitCode.Done;
    }

    /// <summary>The number in the file has to be the one that is meant: RAAS compares it with that of the voucher.</summary>
    /// <returns>What should be known although the voucher is right; else null.</returns>
    private static string? Check(Voucher voucher, SendersStatus? status, long? number)
    {
        if (voucher.Sender is null || voucher.Receiver is null)
            throw new UsageException("The data file does not name its sender and receiver by CBE numbers: a voucher cannot either.");
        if (status is not null && status.Party != voucher.Sender.ToString())
            throw new UsageException($"The data file is of {voucher.Sender}, but {Output.Place(status.Path)} is of {status.Party}.");
        long? next = status is not null && status.NextExpected.TryGetValue(voucher.Flow, out var expected) ? expected : null;
        if (status is not null && next is null)
            throw new UsageException($"{Output.Place(status.Path)} names no flow {voucher.Flow}: {voucher.Sender} may not send it.");
        var own = voucher.FileSequenceNumber;
        var said = $"<sequenceNumber>{own}</sequenceNumber>";
        if (number is { } wanted && wanted != own)
            throw new UsageException($"--number {wanted}: the data file says {said}. Both have to be the same.");
        if (next > own)
            throw new UsageException($"Number {own} was accepted already; the next one is {next}. Write it into <sequenceNumber>.");
        if (next < own && number is null)
            throw new UsageException($"The data file says {said}, and the next one is {next}. Correct it, or say --number {own} when the "
                + "numbers before are on their way.");
        return next < own ? $"Number {next} has to come first: until then it waits." : null;
    }
}
