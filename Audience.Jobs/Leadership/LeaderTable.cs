using System.Data.Common;
using System.Globalization;
using Audience.Data;
using Dapper;

namespace Audience.Jobs.Leadership;

/// <summary>
/// The leases of leader election: a row per service, with its leader and until when, by the server's clock. Whoever leads none asks again
/// when the next lease ends.
/// </summary>
public sealed class LeaderTable(OutputDatabase database)
{
    /// <summary>How long a service is led without renewal.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    private static readonly string s_lease = ((long)Lease.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private string Now => database.Dialect.NowMs;

    /// <summary>Renews what this process holds, and takes what nobody holds.</summary>
    /// <param name="owner">The process: 32 hexadecimal digits.</param>
    /// <param name="services">Those that it can lead.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What it holds now, and how long others hold the first of the rest without renewal.</returns>
    public Task<(IReadOnlyList<string> Held, TimeSpan Others)> TakeAsync(
        string owner,
        IReadOnlyCollection<string> services,
        CancellationToken cancellationToken
    ) => database.Kept.RunAsync(connection => TakeAsync(connection, owner, services, cancellationToken), cancellationToken);

    /// <summary>Gives back all that a process holds.</summary>
    /// <returns>How much that was.</returns>
    public Task<int> ReleaseAsync(string owner, CancellationToken cancellationToken) =>
        database.Kept.RunAsync(
            connection =>
                connection.ExecuteAsync(
                    new CommandDefinition(
                        "UPDATE leader SET owner = NULL, lease_until = 0 WHERE owner = @owner",
                        new { owner },
                        cancellationToken: cancellationToken
                    )
                ),
            cancellationToken
        );

    private async Task<(IReadOnlyList<string> Held, TimeSpan Others)> TakeAsync(
        DbConnection connection,
        string owner,
        IReadOnlyCollection<string> services,
        CancellationToken cancellationToken
    )
    {
        // One that ends later than any could was written before the server's clock was put back.
        string free = $"(owner = @owner OR lease_until < {Now} OR lease_until > {Now} + 2 * {s_lease})";
        var rows = await ListAsync();
        var missing = services.Except(rows.Select(r => r.Name)).Select(name => new { name }).ToList();
        if (missing.Count > 0)
        {
            await connection.ExecuteAsync(
                Command($"{database.Dialect.InsertIgnore} INTO leader (name, lease_until) VALUES (@name, 0)", missing)
            );
            rows = await ListAsync();
        }
        var wanted = rows.Where(r => r.IsFree > 0).Select(r => r.Name).ToList();
        if (wanted.Count > 0)
        {
            int taken = await connection.ExecuteAsync(
                Command(
                    $"UPDATE leader SET owner = @owner, lease_until = {Now} + {s_lease} WHERE name IN @wanted AND {free}",
                    new { owner, wanted }
                )
            );
            // Another one may be first with some of them.
            if (taken < wanted.Count)
            {
                rows = await ListAsync();
                wanted = rows.Where(r => r.IsOwn > 0).Select(r => r.Name).ToList();
            }
        }
        var others = rows.Where(r => !wanted.Contains(r.Name)).Select(r => r.LeftMs).DefaultIfEmpty(0).Min();
        return (wanted, TimeSpan.FromMilliseconds(Math.Max(0, others)));

        async Task<List<(string Name, long IsFree, long IsOwn, long LeftMs)>> ListAsync() =>
            (
                await connection.QueryAsync<(string, long, long, long)>(
                    Command(
                        $"SELECT name, CASE WHEN {free} THEN 1 ELSE 0 END, CASE WHEN owner = @owner THEN 1 ELSE 0 END, "
                            + $"lease_until - {Now} FROM leader WHERE name IN @services",
                        new { owner, services }
                    )
                )
            ).ToList();

        CommandDefinition Command(string sql, object values) => new(sql, values, cancellationToken: cancellationToken);
    }
}
