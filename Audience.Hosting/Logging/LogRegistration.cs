using System.Globalization;
using Audience.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Audience.Hosting.Logging;

/// <summary>Logs to standard output: text in development, a JSON object a line in production.</summary>
public static class LogRegistration
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {Properties}{NewLine}{Exception}";

    /// <summary>Adds logging; libraries speak only from warnings on.</summary>
    public static IServiceCollection AddAudienceLogs(
        this IServiceCollection services,
        AudienceSettings settings,
        LogEventLevel min = LogEventLevel.Information
    ) =>
        services.AddSerilog(logger =>
        {
            logger
                .MinimumLevel.Is(min)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                // That the console's cookie keys lie unencrypted in DATA_DIR, beside the secret key itself: docs/operations.md says so.
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                .MinimumLevel.Override("MassTransit", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", min)
                .Filter.ByExcluding(e => e.Level < min)
                .Filter.ByExcluding(e => Listening.IsAddressInUse(e.Exception))
                .Enrich.FromLogContext();
            if (settings.Production)
                logger.WriteTo.Console(new RenderedCompactJsonFormatter());
            else
                logger.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture);
        });
}
