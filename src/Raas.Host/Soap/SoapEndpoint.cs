using System.Data.Common;
using System.Text;
using System.Threading.RateLimiting;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Flows.Dimona;
using Raas.Host.Security;
using Raas.Host.Settings;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;

namespace Raas.Host.Soap;

/// <summary>The services over HTTP: reads a message, finds out who calls, lets the operation answer, audits, writes.</summary>
internal sealed class SoapEndpoint(
    Engine engine, Callers callers, MessageSignature signatures, SeenMessages seen, SoapSettings settings, SoapCounts counts,
    TimeProvider clock, ILogger<SoapEndpoint> log) : IDisposable
{
    public const string Path = "/soap";

    /// <summary>Entries that calls of nobody make in the audit, by address: it would be the way to fill it.</summary>
    private const int StrangersPerSecond = 10;

    private static readonly SoapService[] Services =
    [
        new("RegisterService", "register-service-v1.xsd", "urn:be:raas:register-service:v1", new RegisterInscription(),
            new UnregisterInscription(), new ConsultInscriptions(), new GetDeliveryStatus()),
        new("PersonService", "person-service-v1.xsd", "urn:be:raas:person-service:v1", new SearchPersonBySsin(),
            new SearchPersonPhonetically(), new CreatePerson(), new UpdatePerson()),
    ];

    private readonly PartitionedRateLimiter<string> parties = PartitionedRateLimiter.Create<string, string>(party =>
        RateLimitPartition.GetTokenBucketLimiter(party, _ => PerSecond(settings.MaxRequestsPerSecond)));

    private readonly PartitionedRateLimiter<string> strangers = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => PerSecond(StrangersPerSecond)));

    public void Dispose()
    {
        parties.Dispose();
        strangers.Dispose();
    }

    public async Task Handle(HttpContext context)
    {
        var service = Array.Find(Services, s => context.Request.Path.Value?.Trim('/') == s.Name);
        if (service is null)
            await Plain(context, 404,
                $"There is no such service. There are {string.Join(" and ", Services.Select(s => $"{Path}/{s.Name}"))}.");
        else if (HttpMethods.IsGet(context.Request.Method))
            await SoapDescription.Answer(context, service);
        else if (HttpMethods.IsPost(context.Request.Method))
            await Answer(context, service);
        else
            await NotAllowed(context);
    }

    private static Task NotAllowed(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, POST";
        return Plain(context, 405, "GET describes the service, POST calls it.");
    }

    private async Task Answer(HttpContext context, SoapService service)
    {
        var call = new Call(Guid.NewGuid(), clock.GetUtcNow());
        try
        {
            var reply = await Treat(context, service, call);
            await Write(context, call.Version, 200, reply);
        }
        catch (SoapFaultException fault)
        {
            await Fault(context, service, call, fault);
        }
        catch (BadHttpRequestException e)
        {
            await Fault(context, service, call, new SoapFaultException(Codes.Online.TooLarge, FaultKind.Sender) { Status = e.StatusCode });
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (e is DbException && engine.Store.Dialect.IsTransient(e))
        {
            log.LogWarning("Call {Ticket} of {Service}: the store is busy or away ({Reason})", call.Ticket, service.Name, e.GetType().Name);
            await Fault(context, service, call, new SoapFaultException(Codes.Online.Busy, FaultKind.Receiver) { Status = 503 });
        }
        catch (Exception e)
        {
            log.LogError(e, "Call {Ticket} of {Service} failed", call.Ticket, service.Name);
            await Fault(context, service, call, new SoapFaultException(Codes.Online.Internal, FaultKind.Receiver));
        }
    }

    private async Task<byte[]> Treat(HttpContext context, SoapService service, Call call)
    {
        var request = context.Request;
        call.Version = SoapVersion.OfMediaType(MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.MediaType.Value?.ToLowerInvariant() : null)
            ?? throw new SoapFaultException(Codes.Online.WrongMediaType, FaultKind.Sender) { Status = 415 };
        call.Caller = await Authenticate(context);
        var bytes = await SoapBody.Read(context, type!);
        var envelope = SoapEnvelope.Read(bytes, call.Version);
        call.MessageId = envelope.MessageId;
        call.Payload = envelope.Payload;
        var signed = signatures.Verify(bytes, call.Version);
        Identify(call, signed is null ? null : callers.Find(signed.Certificate), signed is not null);
        Limit(call.Caller!);
        // Only now: messages of nobody leave nothing behind.
        if (signed is not null && !await seen.IsNew(signed.Signature, signed.Expires))
            throw MessageSignature.Replayed(signed.Created, signed.Expires);
        var security = (XNamespace)MessageSignature.SecurityNamespace + "Security";
        envelope.RequireUnderstood(block => signed is not null && block.Name == security);
        call.Operation = service.Operations.GetValueOrDefault(envelope.Payload.Name)
            ?? throw new SoapFaultException(Codes.Online.UnknownOperation, FaultKind.Sender,
                ("element", SoapEnvelope.Name(envelope.Payload)), ("wsdl", $"{Path}/{service.Name}?wsdl"));
        RequireAction(request, type!, service, call);
        if (service.Validate(envelope.Payload) is { } problem)
            throw new SoapFaultException(Codes.Online.InvalidData, FaultKind.Sender, [.. problem]);
        return await Reply(service, call, context.RequestAborted);
    }

    private async Task<byte[]> Reply(SoapService service, Call call, CancellationToken stop)
    {
        // What it would be told or change is of a store that knows less than was told already.
        if (engine.Age.Problem is not null)
            throw new SoapFaultException(Codes.Online.Busy, FaultKind.Receiver) { Status = 503 };
        var answer = IsAllowed(call) ? await Run(service, call, stop) : SoapAnswer.Refused(Codes.Online.NotAllowed);
        var response = Response(service, call, answer);
        if (service.Validate(response) is { } problem)
            throw new InvalidOperationException($"The answer of {call.Operation!.Name} is not valid: {string.Join(", ", problem)}");
        if (!call.IsAudited)
            await engine.Audit.Append(call.EntriesOf(service, answer.Code, answer.Persons));
        counts.Add(call.Operation!.Name, answer.Code.Wire, clock.GetUtcNow() - call.Received);
        return SoapWriter.Answer(call.Version, response, service.ActionOf(call.Operation!) + "Response", call.MessageId);
    }

    /// <summary>Who writes waits here for the turn, without a thread: who reads is answered meanwhile.</summary>
    private async Task<SoapAnswer> Run(SoapService service, Call call, CancellationToken stop)
    {
        var party = call.Caller!.Party;
        using var turn = call.Operation!.LockOf is { } lockOf ? await engine.Databases.Online.EnterWriterQueue(lockOf, stop) : null;
        return await call.Operation.Run(
            new SoapCall(party, call.Payload!, engine, (code, persons) => Audit(service, call, code, persons), turn, stop));
    }

    /// <summary>By certificate, or by name and secret. Null: perhaps the message itself is signed.</summary>
    private async Task<Caller?> Authenticate(HttpContext context)
    {
        string authorization = context.Request.Headers.Authorization.ToString();
        var certificate = context.Connection.ClientCertificate;
        if (certificate is null && authorization.Length == 0)
            return null;
        // A client may bring a certificate that is not meant for us, and say by Basic who it is.
        if (certificate is not null && callers.Find(certificate) is { } byCertificate)
            return byCertificate;
        if (authorization.Length == 0)
            throw Unauthenticated();
        return await callers.Find(authorization, Address(context), context.RequestAborted) switch
        {
            (SecretVerdict.Right, var bySecret) => bySecret,
            (SecretVerdict.TooMany, _) => throw new SoapFaultException(Codes.Online.TooManyRequests, FaultKind.Sender) { Status = 429 },
            _ => throw Unauthenticated(),
        };
    }

    private void Identify(Call call, Caller? signer, bool isSigned)
    {
        if (isSigned && signer is null)
            throw new SoapFaultException(Codes.Online.SignatureInvalid, FaultKind.Sender,
                ("certificate", "not registered, or not valid now"));
        if (signer is not null && call.Caller is not null && signer.Party.Number != call.Caller.Party.Number)
            throw new SoapFaultException(Codes.Online.SignatureInvalid, FaultKind.Sender,
                ("certificate", "of another party than the caller"));
        call.Caller ??= signer ?? throw Unauthenticated();
        if (settings.RequireSignature && !isSigned)
            throw new SoapFaultException(Codes.Online.SignatureInvalid, FaultKind.Sender, ("signature", "missing"));
    }

    /// <summary>The answer that many clients wait for before they say who they are.</summary>
    private static SoapFaultException Unauthenticated() => new(Codes.Online.Unauthenticated, FaultKind.Sender) { Status = 401 };

    private void Limit(Caller caller)
    {
        using var lease = parties.AttemptAcquire(caller.Party.Number.ToString());
        if (!lease.IsAcquired)
            throw new SoapFaultException(Codes.Online.TooManyRequests, FaultKind.Sender,
                ("Raas:Soap:MaxRequestsPerSecond", $"{settings.MaxRequestsPerSecond}")) { Status = 429 };
    }

    private bool IsAuditedStranger(HttpContext context)
    {
        using var lease = strangers.AttemptAcquire(Address(context));
        return lease.IsAcquired;
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "?";

    private static TokenBucketRateLimiterOptions PerSecond(int requests) => new()
    {
        TokenLimit = requests, TokensPerPeriod = Math.Max(1, requests / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(requests < 10 ? 1000.0 / requests : 100), AutoReplenishment = true,
    };

    /// <summary>SOAP 1.1 has it in a header of HTTP, which may be empty; SOAP 1.2 in the content type, where it may be missing.</summary>
    private static void RequireAction(HttpRequest request, MediaTypeHeaderValue type, SoapService service, Call call)
    {
        var given = call.Version == SoapVersion.Soap11
            ? request.Headers["SOAPAction"].ToString()
            : type.Parameters.FirstOrDefault(p => p.Name.Equals("action", StringComparison.OrdinalIgnoreCase))?.Value.Value;
        var action = given?.Trim().Trim('"') ?? "";
        if (action.Length > 0 && action != service.ActionOf(call.Operation!))
            throw new SoapFaultException(Codes.Online.WrongAction, FaultKind.Sender, ("SOAPAction", action),
                ("expected", service.ActionOf(call.Operation!)));
    }

    /// <summary>A caller acts for itself only, and on a legal basis that is its own.</summary>
    private static bool IsAllowed(Call call) =>
        call.Payload!.Element("informationCustomer")?.Element("customerIdentification")?.Text("cbeNumber")
            == call.Caller!.Party.Number.ToString()
        && call.Caller.Party.LegalContexts.Contains(call.Payload.Text("legalContext"), StringComparer.Ordinal);

    private XElement Response(SoapService service, Call call, SoapAnswer answer) =>
        new(service.Namespace + (call.Operation!.Name + "Response"),
        new XAttribute(XNamespace.Xmlns + "ns", service.Namespace.NamespaceName),
        call.Payload!.Element("informationCustomer"),
        SoapWriter.Ticket(call.Ticket, call.Received, clock.GetUtcNow()),
        call.Payload.Element("legalContext"),
        call.Payload.Element(call.Operation.Echo),
        SoapWriter.Status(answer.Value, answer.Code, answer.Information),
        answer.Content);

    private Task Audit(SoapService service, Call call, Code code, IReadOnlyList<long> persons) =>
        call.Entries = engine.Audit.Append(call.EntriesOf(service, code, persons));

    private async Task Fault(HttpContext context, SoapService service, Call call, SoapFaultException fault)
    {
        var code = fault.Code;
        var status = fault.Status ?? call.Version.StatusOf(fault.Kind);
        var information = fault.Information;
        // Who is only told to wait is not audited, nor strangers without end.
        if (status != 429 && !call.IsAudited && (call.Caller is not null || IsAuditedStranger(context)))
        {
            try
            {
                await engine.Audit.Append(call.EntryOf(service, code));
            }
            catch (Exception e) when (e is DbException or IOException)
            {
                log.LogError(e, "Call {Ticket} of {Service} could not be audited", call.Ticket, service.Name);
                (code, status, information) = (Codes.Online.Busy, 503, []);
            }
        }
        counts.Add(call.Operation?.Name ?? service.Name, code.Wire, clock.GetUtcNow() - call.Received);
        log.LogInformation("Call {Ticket} of {Service} by {Party}: {Code}, HTTP {Status}", call.Ticket, service.Name,
            call.Caller?.Party.Number, code.Wire, status);
        WriteHeaders(context.Response.Headers, status, fault.Code);
        // Who sent what is not valid gets nothing of it back.
        var customer = fault.Code == Codes.Online.InvalidData ? null : call.Payload?.Element("informationCustomer");
        var detail = Detail(service, call, customer, SoapWriter.Message("detail", code, information));
        await Write(context, call.Version, status, SoapWriter.Fault(call.Version, fault.Kind, code, detail, call.MessageId));
    }

    /// <summary>What a client of HTTP does about it.</summary>
    private static void WriteHeaders(IHeaderDictionary headers, int status, Code code)
    {
        if (status == 401)
            headers.WWWAuthenticate = "Basic realm=\"RAAS\", charset=\"UTF-8\"";
        if (code == Codes.Online.WrongCoding)
            headers.AcceptEncoding = SoapBody.Codings;
        if (status == 413)
            headers.Connection = "close";
        if (status is 429 or 503)
            headers.RetryAfter = "1";
    }

    private XElement Detail(SoapService service, Call call, XElement? customer, XElement message)
    {
        var detail = new XElement(service.Namespace + ((call.Operation?.Name ?? service.Operations.Values[0].Name) + "Fault"),
            new XAttribute(XNamespace.Xmlns + "ns", service.Namespace.NamespaceName),
            customer, SoapWriter.Ticket(call.Ticket, call.Received, clock.GetUtcNow()), message);
        if (service.Validate(detail) is not null)
            detail.Element("informationCustomer")?.Remove();
        return detail;
    }

    private static Task Write(HttpContext context, SoapVersion version, int status, byte[] bytes)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = version.ContentType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    public static Task Plain(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
    }
}
