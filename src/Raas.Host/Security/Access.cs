using System.Security.Claims;
using System.Text.Encodings.Web;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raas.Host.Settings;

namespace Raas.Host.Security;

/// <summary>Who is looking. With users in the settings: HTTP Basic, checked against their hashes. Without, which is possible on loopback
/// only: whoever sits at the machine.</summary>
internal sealed class Access(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder,
    DashboardSettings settings, SecretCheck secrets)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string Name = "Basic";
    public const string OperatorRole = "operator";

    private bool isGuessing;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (settings.Users.Count == 0)
            return Success(new DashboardUser("", "", IsOperator: true));
        string header = Request.Headers.Authorization.ToString();
        if (SecretCheck.Read(header) is not var (name, secret))
            return AuthenticateResult.NoResult();
        var user = settings.Users.FirstOrDefault(u => u.Name == name);
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "?";
        var verdict = await secrets.Check(Name, address, name, secret, user?.Password, Context.RequestAborted);
        if (verdict == SecretVerdict.Right)
            return Success(user!);
        isGuessing = verdict == SecretVerdict.TooMany;
        if (!isGuessing)
            Logger.LogWarning("A wrong name or password for the dashboard, from {Address}", address);
        return AuthenticateResult.Fail("wrong name or password");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (isGuessing)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        }
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"RAAS\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static AuthenticateResult Success(DashboardUser user)
    {
        var identity = new ClaimsIdentity(Name);
        if (user.Name.Length > 0)
            identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        if (user.IsOperator)
            identity.AddClaim(new Claim(ClaimTypes.Role, OperatorRole));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    /// <summary>Only operators act.</summary>
    public static bool IsReader(DashboardContext context) => !context.GetHttpContext().User.IsInRole(OperatorRole);

    /// <summary>The name under which somebody acts: that of the user, or null when there are no users and it has to be said.</summary>
    public static string? NameOf(DashboardContext context) => context.GetHttpContext().User.Identity?.Name;
}

/// <summary>The endpoint has authenticated already; Hangfire's own rule (local requests only) would refuse users from elsewhere.</summary>
internal sealed class Authenticated : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context) => context.GetHttpContext().User.Identity?.IsAuthenticated == true;
}
