using System.Text.Json;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.Local;

/// <summary>The command line for rules in files.</summary>
[Category("database")]
internal sealed class RulesCommandTests
{
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("audience-rules-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Check_names_every_mistake_and_what_does_nothing()
    {
        string pattern = Write(
            "pattern.json",
            """{"female": ["小姐", "美小姐", "小姐", {"keyword": "姐", "unles": []}], "male": ["哥", ["小姐", "end"], {"all": ["x"], "near": 5}]}"""
        );
        var check = await RunAsync("rules", "check", pattern, "--json");
        var findings = JsonSerializer.Deserialize<JsonElement>(check.Text).GetProperty("findings");
        Assert.Multiple(() =>
        {
            Assert.That(check.Code, Is.EqualTo(1));
            Assert.That(
                findings
                    .EnumerateArray()
                    .Select(finding => (finding.GetProperty("kind").GetString(), finding.GetProperty("where").GetString())),
                Is.EquivalentTo([
                    ("error", "female 4"),
                    ("useless", "female 2"),
                    ("duplicate", "female 3"),
                    ("conflict", "male 2"),
                    ("error", "male 3"),
                ])
            );
        });
    }

    [Test]
    public async Task Rules_go_from_form_to_form_and_stay_the_same()
    {
        const string Pattern =
            """{"a":["小姐",["先生",["start","end"]],["x,y","exactly"],{"keyword":"姐","match":"partially","unless":["空姐"]}"""
            + ""","[心得]","# x"],"b":[{"all":["a","b"],"near":5}]}""";
        string json = Write("pattern.json", Pattern);
        string csv = Path.Combine(_directory, "rules.csv");
        string rules = Path.Combine(_directory, "rules");
        Assert.That((await RunAsync("rules", "export", json, csv)).Code, Is.Zero);
        Assert.That((await RunAsync("rules", "export", csv, rules)).Code, Is.Zero);
        var import = await RunAsync("rules", "import", rules);
        var again = await RunAsync("rules", "export", json, csv);
        Assert.Multiple(() =>
        {
            Assert.That(import.Text.Trim(), Is.EqualTo(Pattern));
            Assert.That(
                File.ReadAllText(Path.Combine(rules, "keyword_model", "a", "author_name.txt")),
                Does.StartWith("小姐\tpartially\n")
            );
            Assert.That((again.Code, again.Text), Is.EqualTo((2, again.Text)));
            Assert.That(again.Text, Does.Contain("already exists"));
        });
    }

    [Test]
    public async Task Rules_go_to_a_rule_set_and_come_back_the_same()
    {
        const string Pattern =
            """{"a":["小姐",["先生",["start","end"]],{"keyword":"姐","match":"partially","unless":["空姐"]}],"b":[{"all":["a","b"],"near":5}]}""";
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string url = system.Http.BaseAddress!.ToString(),
            set = await system.Http.AddSetAsync(type: "rule_task"),
            json = Write("pattern.json", Pattern),
            csv = Path.Combine(_directory, "rules.csv");
        var written = await RunAsync("rules", "export", json, set, "--url", url);
        var again = await RunAsync("rules", "export", json, set, "--url", url);
        var file = await RunAsync("rules", "export", set, csv, "--url", url);
        var import = await RunAsync("rules", "import", set, "--url", url);
        var fromFile = await RunAsync("rules", "import", csv);
        var none = await RunAsync("rules", "import", set, "--url", url, "--model-type", "rule_model");
        Assert.Multiple(() =>
        {
            Assert.That(
                (written.Code, written.Text.Trim()),
                Is.EqualTo((0, $"4 rules of 2 labels: 4 written to rule set {set}, 0 were there"))
            );
            Assert.That(again.Text, Does.Contain("0 written to rule set").And.Contain("4 were there"));
            Assert.That(file.Code, Is.Zero, file.Text);
            Assert.That(import.Text.Trim(), Is.EqualTo(Pattern));
            Assert.That(fromFile.Text.Trim(), Is.EqualTo(Pattern));
            Assert.That((none.Code, none.Text.Trim()), Is.EqualTo((1, $"rule set {set} has no rule of type regex")));
        });
    }

    [Test]
    public async Task Mistakes_in_files_are_named_by_their_lines()
    {
        string csv = Write("rules.csv", "label,keyword,match_type\nfemale,小姐,end\n,x,end\nmale,哥,middle\n");
        Write("rules/keyword_model/female/author_name.txt", "小姐\n姐 end\n");
        var table = await RunAsync("rules", "check", csv, "--json");
        var files = await RunAsync("rules", "check", Path.Combine(_directory, "rules"), "--json");
        var good = await RunAsync("rules", "check", Write("good.json", """{"female": ["小姐"]}"""));
        Assert.Multiple(() =>
        {
            Assert.That(table.Code, Is.EqualTo(1));
            Assert.That(
                table.Text,
                Does.Contain("rules.csv:3").And.Contain("has no label").And.Contain("rules.csv:4").And.Contain("'middle'")
            );
            Assert.That(files.Text, Does.Contain("author_name.txt:2").And.Contain("has no tab before 'end'"));
            Assert.That((good.Code, good.Text.Trim()), Is.EqualTo((0, "1 rules of 1 labels, 0 findings")));
        });
    }

    private string Write(string file, string text)
    {
        string path = Path.Combine(_directory, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = LocalProcess.Start(arguments);
        int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return (code, process.Tail(400));
    }
}
