using System.Text;
using System.Text.Json;
using Audience.Client;
using Audience.Local;
using Microsoft.AspNetCore.Http;
using Spectre.Console;

namespace Audience.Tests.Local;

/// <summary>Tables of the command line in a terminal of 80 columns, whatever is in them.</summary>
[Category("unit")]
[NonParallelizable]
internal sealed class TableWidthTests
{
    private const int Columns = 80;
    private static readonly string s_id = new('0', 32);

    // Ids may be shown by their beginnings; times may be broken between date and hour.
    private static readonly string[] s_whole =
    [
        WideAnswer.Id,
        WideAnswer.Id[..12],
        WideAnswer.Id[..8],
        $"{WideAnswer.Figure}",
        "12345",
        "2020-12-31",
        "2020-12-31 23:59",
        "2020-12-31 23:59:59",
        "2020-12-31T23:59:59",
        "23:59",
        "23:59:59",
    ];
    private readonly StringWriter _shown = new();
    private IAnsiConsole _console = null!;
    private string _rules = "";

    [OneTimeSetUp]
    public void Narrow()
    {
        _console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new NarrowOutput(_shown),
            }
        );
        _rules = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(_rules, "label,keyword,match_type\nfemale,小姐,partially\n");
    }

    [OneTimeTearDown]
    public void Restore()
    {
        AnsiConsole.Console = _console;
        File.Delete(_rules);
    }

    [TestCase(typeof(TaskList), "tasks list")]
    [TestCase(typeof(EnvelopeOfTaskSummary), "tasks status ID")]
    [TestCase(typeof(EnvelopeOfIReadOnlyListOfSampleRow), "tasks sample ID")]
    [TestCase(typeof(EnvelopeOfTaskRules), "tasks rules ID")]
    [TestCase(typeof(EnvelopeOfTaskComparison), "tasks compare ID ID")]
    [TestCase(typeof(List<ModelStatus>), "models list")]
    [TestCase(typeof(ModelStatus), "models status 24")]
    [TestCase(typeof(List<ModelReport>), "models report 24")]
    [TestCase(typeof(List<DataSetSummary>), "datasets list")]
    [TestCase(typeof(DataSetDetails), "datasets status ID")]
    [TestCase(typeof(SuspectList), "datasets suspects ID")]
    [TestCase(typeof(EnvelopeOfAudienceCount), "audiences count --of ID --where /female")]
    [TestCase(typeof(EnvelopeOfPanelOverlap), "audiences overlap --of ID --panels /female /male")]
    [TestCase(typeof(EnvelopeOfIReadOnlyListOfAudienceSummary), "audiences list")]
    [TestCase(typeof(EnvelopeOfAudienceDetails), "audiences status ID")]
    [TestCase(typeof(EnvelopeOfIReadOnlyListOfScheduleSummary), "schedules list")]
    [TestCase(typeof(EnvelopeOfScheduleDetails), "schedules show ID")]
    [TestCase(typeof(EnvelopeOfTaskPreview), "rules preview RULES --table t --from 2020-01-01 --to 2021-01-01")]
    [TestCase(typeof(EnvelopeOfKeywordSuggestions), "rules suggest RULES --label female --table t --from 2020-01-01 --to 2021-01-01")]
    public async Task A_table_fits(Type answer, string command)
    {
        string json = JsonSerializer.Serialize(WideAnswer.Of(answer));
        await using var api = await FakeApi.StartAsync(http => http.Response.WriteAsync(json));
        string[] words =
        [
            .. command
                .Split(' ')
                .Select(w =>
                    w == "ID" ? s_id
                    : w == "RULES" ? _rules
                    : w
                ),
            "--url",
            api.Url,
        ];
        _shown.GetStringBuilder().Clear();
        await CommandLine.Create().Parse(words).InvokeAsync();
        string[] lines = _shown.ToString().Split('\n');
        TestContext.Out.WriteLine(_shown);
        Assert.Multiple(() =>
        {
            Assert.That(lines.Count(line => line.Contains('│')), Is.GreaterThan(1), _shown.ToString());
            Assert.That(lines.Select(Width), Is.All.LessThanOrEqualTo(Columns), _shown.ToString());
            Assert.That(lines.TakeWhile(line => !line.StartsWith('├')), Has.None.Contains("…"), _shown.ToString());
            // What is to be typed or compared stands in one piece.
            Assert.That(lines.SelectMany(line => Cells(line)).Where(IsPiece), Is.Empty, _shown.ToString());
        });
    }

    private static IEnumerable<string> Cells(string line) => line.Split('│').Select(cell => cell.Trim());

    private static int Width(string line) => line.TrimEnd().EnumerateRunes().Sum(rune => rune.Value >= 0x2e80 ? 2 : 1);

    private static bool IsPiece(string cell) =>
        cell.Length > 1
        && !s_whole.Contains(cell)
        && s_whole.Any(whole => whole.StartsWith(cell, StringComparison.Ordinal) || whole.EndsWith(cell, StringComparison.Ordinal));

    private sealed class NarrowOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;
        public bool IsTerminal => false;
        public int Width => Columns;
        public int Height => 25;

        public void SetEncoding(Encoding encoding) { }
    }
}
