using System.Data.Common;
using Audience.Data.Dialects;
using Audience.Data.Servers;
using Audience.Hosting.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Hosting.Sources;

/// <summary>Names in the log, at the start, which accounts of the configuration may not read what they are to read.</summary>
public sealed class SourceGrants(AudienceSettings settings, ILogger<SourceGrants> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await CheckAsync("INPUT_USER", settings.Input, stoppingToken);
        await CheckAsync("DATASET_USER", settings.Dataset, stoppingToken);
    }

    private async Task CheckAsync(string account, DatabaseSettings database, CancellationToken cancellationToken)
    {
        if (database.Host is null)
            return;
        try
        {
            var connection = database.Connection();
            connection.Pooling = false;
            await using var source = await MySqlSession.OpenSourceAsync(connection.ConnectionString, cancellationToken);
            if (!await MySqlServerCheck.MayReadAsync(source, database.Schema, cancellationToken))
                log.LogError(
                    "The account of {Account} may not read {Schema}: GRANT SELECT ON `{Schema}`.* TO '{User}'@'…'",
                    account,
                    database.Schema,
                    database.Schema,
                    database.User
                );
        }
        catch (DbException e)
        {
            log.LogWarning("It cannot be told what the account of {Account} may read: {Reason}", account, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            // The process stops, or the server is silent: whoever asks for it hears so.
        }
    }
}
