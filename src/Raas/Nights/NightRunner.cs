using Raas.Intake;
using Raas.Operations;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Nights;

/// <summary>Runs nights, says what stands against running one, and which there have been.</summary>
public sealed class NightRunner
{
    private readonly Func<IntakeContext> context;

    /// <param name="context">That of today; asked at each call: the day may have changed.</param>
    internal NightRunner(Func<IntakeContext> context) => this.context = context;

    /// <summary>Runs the night of a date, after those that were missed; without a date, that of today.</summary>
    /// <exception cref="NightDateException">No night can be run for this date.</exception>
    /// <exception cref="NightStepException">Another version has to finish the last night.</exception>
    /// <exception cref="Outgoing.StoreOlderException">The store does not know what has left already.</exception>
    public NightReport Run(DateOnly? businessDate, IProgress<DeliveryProgress>? progress, CancellationToken stop)
    {
        var tools = context() with { Progress = progress };
        tools.Age.Require();
        return new Night(date => tools with { BusinessDate = date }, tools.BusinessDate, tools.Flows)
            .Run(businessDate ?? tools.BusinessDate, stop);
    }

    /// <summary>An operator says which night is the next one to run, because the clock was wrong or too many nights were missed.</summary>
    /// <exception cref="OperatorException">It makes no sense; the message says why.</exception>
    public void AcceptDate(DateOnly date, Operator who)
    {
        var tools = context();
        using var lease = LaneLease.TryTake(tools.Store, tools.Options.SelfNumber, "NIGHT", tools.Options.LeaseFor)
            ?? throw new OperatorException("Another worker is busy with the night: wait until it has ended.");
        NightDates.Accept(tools.Store, date, tools.BusinessDate, who, tools.Clock.GetUtcNow());
    }

    /// <summary>Why no night is run; null when nothing stands against it.</summary>
    public string? Problem()
    {
        var (tools, last) = (context(), Last());
        return NightStep.Problem(last, tools.Flows)
            ?? NightDates.Problem(last, tools.BusinessDate, tools.BusinessDate, tools.Options.Night.MaxCatchUp);
    }

    /// <summary>To be called at the start of what runs nights.</summary>
    /// <exception cref="NightStepException">Another version has to finish the last night.</exception>
    public void Check()
    {
        if (NightStep.Problem(Last(), context().Flows) is { } unknown)
            throw new NightStepException(unknown);
    }

    /// <summary>The last night of the ledger; null: there has been none.</summary>
    public NightRow? Last()
    {
        using var session = context().Store.Read();
        return session.LastNight();
    }

    /// <summary>The date of the first night of the ledger; null: there has been none.</summary>
    public DateOnly? First()
    {
        using var session = context().Store.Read();
        return session.FirstNight();
    }
}
