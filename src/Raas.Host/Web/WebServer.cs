using System.Data.Common;
using System.IO.Abstractions;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.SqlServer;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Raas.Configuration;
using Raas.Files;
using Raas.Host.Pages;
using Raas.Host.Security;
using Raas.Host.Settings;
using Raas.Host.Soap;
using Raas.Host.Worker;
using Raas.Operations;
using Raas.Store;

namespace Raas.Host.Web;

/// <summary>The always-on host: worker, schedule, dashboard, health and metrics.</summary>
internal static class WebServer
{
    public const string Dashboard = Navigation.Dashboard;

    private static readonly TimeSpan ShutsDownWithin = TimeSpan.FromSeconds(9);

    public static WebApplication Build(ServeSettings settings, bool verbose, TimeProvider? clock = null, IFileSystem? files = null)
    {
        var (options, dashboard, soap, web) = settings;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Our settings are read and checked already; nothing else is to have a say.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        Log(builder.Logging, verbose);
        builder.Host.UseSystemd().UseWindowsService(o => o.ServiceName = "RAAS");
        Listen(builder, dashboard, soap);
        var services = builder.Services;
        services.Configure<HostOptions>(o => (o.ShutdownTimeout, o.ServicesStopConcurrently) = (ShutsDownWithin, true));
        services.AddSingleton(options).AddSingleton(dashboard).AddSingleton(soap).AddSingleton(clock ?? TimeProvider.System);
        AddEngine(services, options, files ?? new FileSystem());
        AddParts(services);
        AddHangfire(services, options);
        AddAccess(services);

        var app = builder.Build();
        // The store is opened now: a fault in it ends the start with a message, not the first round.
        CheckStore(app.Services.GetRequiredService<Engine>());
        ReverseProxy.Believe(app, web);
        Route(app, dashboard, soap);
        return app;
    }

    private static void Log(ILoggingBuilder logging, bool verbose) => logging
        .ClearProviders().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        .AddFilter("Hangfire", verbose ? LogLevel.Information : LogLevel.Warning)
        .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddSimpleConsole(o => (o.SingleLine, o.UseUtcTimestamp, o.TimestampFormat, o.ColorBehavior) = (true, true,
            "yyyy-MM-dd'T'HH:mm:ss'Z' ", LoggerColorBehavior.Disabled));

    private static void AddEngine(IServiceCollection services, RaasOptions options, IFileSystem files)
    {
        services.AddSingleton<FolderLooks>();
        services.AddSingleton(s => new Engine(options, files, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILoggerFactory>().CreateLogger("raas"), looks: s.GetRequiredService<FolderLooks>()));
        services.AddSingleton(s => s.GetRequiredService<Engine>().SeenMessages);
    }

    /// <summary>What works, what answers calls, and what pages show of it.</summary>
    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton<IntakeRounds>().AddSingleton<NightSchedule>().AddSingleton<AlarmPublisher>().AddSingleton<ScheduledJobs>()
            .AddSingleton<RecurringJobs>().AddSingleton<OwnCertificate>();
        services.AddSingleton<Schedule>().AddHostedService(s => s.GetRequiredService<Schedule>());
        services.AddHostedService<NightWatch>();
        services.AddSingleton<SoapCounts>().AddSingleton<Callers>().AddSingleton<MessageSignature>().AddSingleton<SoapEndpoint>();
        services.AddSingleton<Metrics>().AddSingleton<Health>().AddSingleton<Outcomes>();
        services.AddSingleton(s => new LaneLooks(() => s.GetRequiredService<Engine>().Lanes.Status(null),
            s.GetRequiredService<IntakeRounds>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new HttpClient { Timeout = TimeSpan.FromSeconds(10) });
    }

    /// <summary>Who is there, and whether a form is one of ours.</summary>
    private static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton(s => new SecretCheck(s.GetRequiredService<TimeProvider>(), Passwords.Matches));
        // Tokens of forms last as long as the process: after a restart a page has to be looked at again, and no key lies about.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(o =>
            (o.Cookie.Name, o.Cookie.SameSite, o.Cookie.HttpOnly) = ("raas-antiforgery", SameSiteMode.Strict, true));
        services.AddAuthentication(Access.Name).AddScheme<AuthenticationSchemeOptions, Access>(Access.Name, null);
        services.AddAuthorization();
    }

    /// <summary>Services and pages; on one port, or each on its own.</summary>
    private static void Route(WebApplication app, DashboardSettings dashboard, SoapSettings soap)
    {
        var apart = soap.PortApartFrom(dashboard);
        if (dashboard.IsLoopback)
        {
            app.MapWhen(
                context => context.Connection.LocalPort != apart && !ReverseProxy.WasPassed(context)
                    && !IsThisMachine(context.Request.Host),
                others => others.Run(context => SoapEndpoint.Plain(context, StatusCodes.Status400BadRequest, "Not by this name.")));
        }
        app.Use(Headers);
        app.MapWhen(
            context => context.Request.Path.StartsWithSegments(SoapEndpoint.Path, StringComparison.Ordinal)
                && (apart is null || context.Connection.LocalPort == apart),
            Services);
        app.MapWhen(
            context => context.Connection.LocalPort == apart,
            nothing => nothing.Run(context =>
                SoapEndpoint.Plain(context, StatusCodes.Status404NotFound, $"Here are services only: {SoapEndpoint.Path}/…?wsdl")));
        app.Use(SayThatTheDatabaseIsAway);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(DashboardRequests.Check);
        Map(app);
    }

    /// <summary>A page of somebody else, whose name leads here, says that name. The framework's own filter would see every port, and every
    /// request before it is known for whom a proxy asks.</summary>
    private static bool IsThisMachine(HostString host) =>
        host.Host.ToLowerInvariant() is "" or "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>Programs have credentials of their own: nothing of the dashboard's sees their calls.</summary>
    private static void Services(IApplicationBuilder services) =>
        services.UsePathBase(SoapEndpoint.Path).Run(context => context.RequestServices.GetRequiredService<SoapEndpoint>().Handle(context));

    /// <summary>A server that does not answer yet is waited for: each round asks again.</summary>
    private static void CheckStore(Engine engine)
    {
        try
        {
            engine.Databases.Check();
            engine.Nights.Check();
            engine.Age.Check();
        }
        catch (Exception e) when (engine.Store.Dialect.IsTransient(e))
        {
            // The pages say so.
        }
    }

    private static void Listen(WebApplicationBuilder builder, DashboardSettings dashboard, SoapSettings soap)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls([dashboard.Url.ToString(),
            .. soap.PortApartFrom(dashboard) is null ? Array.Empty<string>() : [soap.Url!.ToString()]]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            if (dashboard.Certificate is not null)
            {
                kestrel.ConfigureHttpsDefaults(https =>
                {
                    var certificate = kestrel.ApplicationServices.GetRequiredService<OwnCertificate>();
                    (https.ServerCertificate, https.ServerCertificateChain) = dashboard.LoadCertificate();
                    // Whose a client certificate is, its thumbprint says: any may be shown, none has to be.
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                    var apart = soap.PortApartFrom(dashboard);
                    https.OnAuthenticate = (context, tls) =>
                    {
                        tls.ServerCertificateContext = certificate.Context;
                        tls.ClientCertificateRequired = apart is null || (context.LocalEndPoint as IPEndPoint)?.Port == apart;
                    };
                });
            }
        });
    }

    private static void AddHangfire(IServiceCollection services, RaasOptions options)
    {
        services.AddSingleton(new LateStorage(() => Storage(options)));
        services.AddHangfire((provider, configuration) => configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
                .UseStorage(provider.GetRequiredService<LateStorage>()));
    }

    /// <summary>A lock of Hangfire in PostgreSQL is a row that stays when its host is killed, and keeps every host from its jobs until it
    /// is so old: for ten minutes, if nobody said otherwise. Such locks are held for moments; what a job does has leases of our
    /// own.</summary>
    private static readonly TimeSpan HangfireLockLasts = TimeSpan.FromSeconds(30);

    /// <summary>Where Hangfire keeps its jobs: in the database of the register, when that is a server.</summary>
    private static JobStorage Storage(RaasOptions options)
    {
        var postgres = new PostgreSqlStorageOptions
        {
            QueuePollInterval = TimeSpan.FromSeconds(1), PrepareSchemaIfNecessary = false, DistributedLockTimeout = HangfireLockLasts,
        };
        return options.Store switch
        {
            StoreKind.SqlServer => new SqlServerStorage(
                () => new SqlConnection(options.ConnectionString),
                new SqlServerStorageOptions { SqlClientFactory = SqlClientFactory.Instance, PrepareSchemaIfNecessary = false }),
            StoreKind.PostgreSql => new PostgreSqlStorage(new NpgsqlConnectionFactory(options.ConnectionString, postgres), postgres),
            _ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromDays(7) }),
        };
    }

    private static Task Headers(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "frame-ancestors 'none'; form-action 'self'; base-uri 'none'";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        if (!context.Request.Path.StartsWithSegments(Dashboard + "/css", StringComparison.Ordinal)
            && !context.Request.Path.StartsWithSegments(Dashboard + "/js", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        return next(context);
    }

    /// <summary>The frame of the dashboard asks Hangfire's storage: where that is a database that does not answer, there is no page of ours
    /// to say so.</summary>
    private static async Task SayThatTheDatabaseIsAway(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (DbException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(
                $"The database does not answer: {e.Message.TrimEnd('.')}. The worker tries again by itself, and nothing is lost. The log "
                + "says more.", context.RequestAborted);
        }
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/", (HttpRequest request) => Results.Redirect(request.PathBase + Dashboard + Navigation.Overview));
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", (Health health) => health.Answer());
        app.MapGet("/metrics", (Metrics m) => Results.Text(m.Text(), Metrics.ContentType)).RequireAuthorization();
        app.MapFallback("{*path}", context => UnknownPage.Answer(context, "Nothing is at this address."));
        Navigation.Register();
        app.MapHangfireDashboard(Dashboard, new DashboardOptions
        {
            DashboardTitle = "RAAS",
            AppPath = null,
            Authorization = [new Authenticated()],
            // Its own buttons act without a name and a reason: ours do what they did.
            IsReadOnlyFunc = _ => true,
            DisplayStorageConnectionString = false,
            DarkModeEnabled = true,
            TimeZoneResolver = new DefaultTimeZoneResolver(),
        }).RequireAuthorization();
    }
}
