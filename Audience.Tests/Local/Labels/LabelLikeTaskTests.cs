using System.Text;
using Audience.Data.Files;
using Audience.Samples;

namespace Audience.Tests.Local.Labels;

/// <summary>A file is labelled as a task labels the same posts, and comes to the same panels.</summary>
[Category("database")]
internal sealed class LabelLikeTaskTests
{
    private static readonly MadePost[] s_posts =
    [
        .. new PostMaker(6_000, new DateTime(2020, 1, 1), 60).Make().Where(post => post.SourceId is not null && post.Author is not null),
    ];

    [TestCase(
        "keyword_model",
        "author_name",
        """{"女性": ["小姐", "娘", ["姐", "end"]], "男性": [["哥", "end"], "先生", {"keyword": "爺", "unless": ["少爺"]}]}"""
    )]
    [TestCase("keyword_model", "content", """{"食": ["火鍋"], "女性": ["老婆"], "男性": ["老公", {"all": ["我", "加班"], "near": 9}]}""")]
    [TestCase("rule_model", "content", """{"女性": ["老婆.*小孩"], "男性": ["^今天", "氣到"]}""")]
    public async Task Label_rows_and_panels_are_the_same(string model, string predict, string pattern)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, s_posts);
        string task = await system.Http.CreateTaskAsync(
            new
            {
                MODEL_TYPE = model,
                PREDICT_TYPE = predict,
                START_TIME = "2020-01-01",
                END_TIME = "2020-03-01",
                COUNTDOWN = 0,
                PATTERN = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(pattern),
            }
        );
        var done = await system.Http.WaitUntilDoneAsync(task);
        Assert.That(done.Text("prod_stat"), Is.EqualTo("finish"), done.ToString());
        string[] tables = done.Text("result")!.Split(',');

        using var calls = new LabelCalls();
        WritePosts(calls.PathOf("posts.tsv"));
        calls.Write("pattern.json", pattern);
        var call = await calls.RunAsync(
            "",
            [
                .. new[] { "label", "posts.tsv", "--rules", "pattern.json", "--model-type", model, "--predict-type", predict },
                .. new[] { "--per-label", "--out", "rows.parquet", "--panels", "panels.tsv" },
            ]
        );
        Assert.That(call.Code, Is.Zero, call.Errors);

        Assert.That(
            (await ReadAsync(calls.PathOf("rows.parquet"))).Select(row => (row["id"], row["label"])).Order(),
            Is.EqualTo((await RowsAsync(system, tables, "", task)).Select(row => (row.Id, LabelOf(row.Panel))).Order())
        );
        Assert.That(
            (await ReadAsync(calls.PathOf("panels.tsv")))
                .Select(row => $"{row["id"]} {row["source_author"]} {row["panel"]} {row["create_time"]}")
                .Order(),
            Is.EqualTo(
                (await RowsAsync(system, tables, "wh_panel_mapping_", task))
                    .Select(row => $"{row.Id} {row.SourceAuthor} {row.Panel} {row.Time:yyyy-MM-dd HH:mm:ss}")
                    .Order()
            )
        );
    }

    private static string LabelOf(string panel) =>
        panel switch
        {
            "/female" => "女性",
            "/male" => "男性",
            _ => panel[1..],
        };

    private static async Task<List<ReferenceRow>> RowsAsync(TestSystem system, string[] tables, string prefix, string task)
    {
        List<ReferenceRow> rows = [];
        foreach (string table in tables)
            rows.AddRange(await system.RowsAsync(prefix + table, task));
        return rows;
    }

    private static void WritePosts(string path)
    {
        var writer = new TsvWriter(["id", "s_id", "author", "content", "post_time"]);
        writer.Header();
        foreach (var post in s_posts)
        {
            writer.Begin();
            foreach (string? field in new[] { post.Id, post.SourceId, post.Author, post.Content, $"{post.PostTime:yyyy-MM-dd HH:mm:ss}" })
                if (field is null)
                    writer.AddNull();
                else
                    writer.Add(Encoding.UTF8.GetBytes(field));
            writer.End();
        }
        File.WriteAllBytes(path, writer.Output.Written.ToArray());
    }

    private static async Task<List<Dictionary<string, string>>> ReadAsync(string path)
    {
        await using var file = await TableFile.OpenAsync(path, new(), default);
        var (parser, block) = (file.CreateParser(), new Block());
        List<Dictionary<string, string>> rows = [];
        while (await file.ReadAsync(block, default))
        {
            parser.Start(block);
            while (parser.Next())
                rows.Add(file.Columns.Select((name, i) => (name, Encoding.UTF8.GetString(parser[i]))).ToDictionary());
        }
        return rows;
    }
}
