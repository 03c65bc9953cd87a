using System.CommandLine;

namespace Audience.Benchmarks.EndToEnd;

/// <summary><c>e2e</c>: the whole way, against what the database alone would take.</summary>
internal static class EndToEndCommand
{
    public static Command Create()
    {
        var posts = new Option<int>("--posts") { Description = "Posts in the source.", DefaultValueFactory = _ => 2_000_000 };
        var model = new Option<string>("--model")
        {
            Description = "keyword, rule or term-weight.",
            DefaultValueFactory = _ => "keyword",
        }.AcceptOnlyFromAmong(BenchModels.Names);
        var predict = new Option<string>("--predict")
        {
            Description = "author_name or content.",
            DefaultValueFactory = _ => "author_name",
        }.AcceptOnlyFromAmong("author_name", "content");
        var workers = new Option<int>("--workers") { Description = "Label worker processes.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "How often floor and system take turns.", DefaultValueFactory = _ => 3 };
        var delay = SourceDelay();
        var length = ContentLength();
        var mysql = new Option<string?>("--mysql") { Description = "Connection string of a server to use instead of a private one." };
        var broker = new Option<string?>("--broker") { Description = "BROKER_URL of a broker to use instead of a private one." };
        var embedded = new Option<bool>("--embedded")
        {
            Description = "Measure the embedded default (SQLite, all in one process) against what SQLite alone would take.",
        };
        var report = new Option<bool>("--without-report")
        {
            Description = "Label each round again without the rule report, and tell what the report costs.",
        };
        var json = new Option<bool>("--json") { Description = "End with one line of JSON." };
        var command = new Command("e2e", "Label a source end to end, and compare with reading and writing alone.")
        {
            posts,
            model,
            predict,
            workers,
            rounds,
            delay,
            length,
            mysql,
            broker,
            embedded,
            report,
            json,
        };
        command.Validators.Add(result =>
        {
            if (
                result.GetValue(embedded)
                && (
                    result.GetValue(workers) > 1
                    || result.GetValue(delay) > 0
                    || result.GetValue(model) == "term-weight"
                    || result.GetValue(report)
                    || result.GetValue(length) is not null
                )
            )
                result.AddError(
                    "--embedded has one worker, no delay, whole contents, labels by keywords or rules, and always with the rule report"
                );
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var plan = new EndToEndPlan(
                    parsed.GetValue(posts),
                    parsed.GetValue(model)!,
                    parsed.GetValue(predict)!,
                    parsed.GetValue(workers),
                    parsed.GetValue(rounds),
                    parsed.GetValue(delay),
                    ContentLength: parsed.GetValue(length),
                    WithoutReport: parsed.GetValue(report)
                );
                if (parsed.GetValue(embedded))
                    return Show(await EmbeddedRun.RunAsync(plan, cancellationToken));
                await using var servers = await BenchServers.StartAsync(parsed.GetValue(mysql), parsed.GetValue(broker), cancellationToken);
                return Show(await EndToEndRun.RunAsync(plan, servers, cancellationToken));

                int Show(EndToEndResult result)
                {
                    result.Write(Console.Out);
                    if (parsed.GetValue(json))
                        Console.WriteLine(result.ToJson());
                    return result.EqualToReference ? 0 : 1;
                }
            }
        );
        return command;
    }

    private static Option<int?> ContentLength()
    {
        var length = new Option<int?>("--content-length")
        {
            Description = "Cut contents at so many characters, so that many posts take less room; default whole, 110 on average.",
        };
        length.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int?>() is < 1)
                r.AddError("--content-length must be at least 1");
        });
        return length;
    }

    /// <summary><c>--source-delay-ms</c>.</summary>
    public static Option<int> SourceDelay()
    {
        var delay = new Option<int>("--source-delay-ms")
        {
            Description = "Read the source through a proxy that takes so long for each packet, 0 to 1,000.",
        };
        delay.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 0 or > 1_000)
                r.AddError("--source-delay-ms must be from 0 to 1,000");
        });
        return delay;
    }
}

/// <summary>What is measured: rounds that count, after some that warm up.</summary>
internal sealed record EndToEndPlan(
    int Posts,
    string Model,
    string Predict,
    int Workers,
    int Rounds,
    int SourceDelayMs = 0,
    int WarmUps = 1,
    bool WithoutReport = false,
    int? ChunkSize = null,
    int? ContentLength = null
)
{
    /// <summary>The labelled column.</summary>
    public string Column => Predict == "content" ? "content" : "author";

    /// <summary>Says after a comma how large chunks are, where they are not as by default.</summary>
    public string Chunks => ChunkSize is { } size ? $", chunks of {size:N0} posts" : "";

    /// <summary>Says after a comma how slow the source is, where it is.</summary>
    public string Delay => SourceDelayMs > 0 ? $", a source that takes {SourceDelayMs} ms for each packet" : "";
}
