using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Audience.Benchmarks.EndToEnd;
using Audience.Data;
using Audience.Data.Callbacks;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Benchmarks.Callbacks;

/// <summary><c>callbacks</c>: how long the workers take to deliver thousands of events, to receivers that are well and ill.</summary>
internal static class CallbacksCommand
{
    private const string Schema = "audience_bench_callbacks";
    private const int Ok = 200,
        Failed = 500;
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    // Which receiver, and how it answers the deliveries that it is told of.
    private static readonly (string Name, Func<bool, int, CancellationToken, Task<int>> Answer)[] s_receivers =
    [
        ("all answered at once", (_, _, _) => Task.FromResult(Ok)),
        (
            "a tenth answered after 1 s",
            async (some, _, cancellationToken) =>
            {
                if (some)
                    await Task.Delay(s_slow, cancellationToken);
                return Ok;
            }
        ),
        ("a tenth answered with 500 the first time", (some, attempt, _) => Task.FromResult(some && attempt == 1 ? Failed : Ok)),
    ];

    public static Command Create()
    {
        var events = new Option<int>("--events") { Description = "How many events.", DefaultValueFactory = _ => 10_000 };
        var workers = new Option<int>("--workers") { Description = "Label worker processes.", DefaultValueFactory = _ => 1 };
        var command = new Command("callbacks", "Have events delivered to a receiver of this machine, beside one that never answers.")
        {
            events,
            workers,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(events), parsed.GetValue(workers), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int events, int workers, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        await servers.DropAsync(Schema, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, 1_000, cancellationToken);
        await using var system = await SystemRun.StartAsync(
            source,
            servers.Database,
            servers.Broker,
            Schema,
            workers,
            cancellationToken,
            new Dictionary<string, string?> { ["CALLBACK_HOSTS"] = "127.0.0.1", ["CALLBACK_SECRET"] = "a-secret-of-the-benchmarks" }
        );
        await using var output = OutputDatabases.MySql(
            new MySqlConnectionStringBuilder(servers.Database) { AllowLoadLocalInfile = true },
            Schema,
            NullLoggerFactory.Instance
        );
        await using var silent = await Receiver.StartAsync(
            async (_, _, aborted) =>
            {
                await Task.Delay(Timeout.Infinite, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Failed;
            }
        );
        foreach (var (name, answer) in s_receivers)
        {
            await using var receiver = await Receiver.StartAsync(
                (delivery, attempt, aborted) => answer(Convert.ToInt32(delivery[..4], 16) % 10 == 0, attempt, aborted)
            );
            await AddAsync(output, silent.Url, events / 10, cancellationToken);
            await AddAsync(output, receiver.Url, events, cancellationToken);
            var watch = Stopwatch.StartNew();
            long left;
            do
            {
                await Task.Delay(20, cancellationToken);
                left = await LeftAsync(output, receiver.Url);
            } while (left > 0);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {receiver.Arrived:N0} of {events:N0} events in {watch.Elapsed.TotalSeconds:0.0} s, "
                        + $"{receiver.Tries:N0} tries, {workers} worker(s)"
                )
            );
        }
        return 0;
    }

    private static async Task AddAsync(OutputDatabase output, string url, int count, CancellationToken cancellationToken)
    {
        await using var connection = await output.OpenAsync(cancellationToken);
        await using var transaction = await output.Dialect.BeginAsync(connection, cancellationToken);
        var outbox = new CallbackOutbox(output, connection, transaction);
        for (int i = 0; i < count; i++)
            await outbox.AddAsync(
                new CallbackEvent(CallbackEvents.TaskEnded, i.ToString("x32", CultureInfo.InvariantCulture), url),
                "SUCCESS",
                new
                {
                    prod_stat = "finish",
                    result = "fbfans,Ptt",
                    length_receive_table = "123456",
                },
                cancellationToken
            );
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<long> LeftAsync(OutputDatabase output, string url)
    {
        await using var connection = await output.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(
            $"SELECT COUNT(*) FROM callback WHERE status = '{CallbackStatus.Waiting}' AND url = @url",
            new { url }
        );
    }
}
