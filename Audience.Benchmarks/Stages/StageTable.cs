namespace Audience.Benchmarks.Stages;

/// <summary>
/// Where a label worker's time goes, stage by stage, added up over what it does at the same time. Own time is its processor time, shared
/// out by what its threads were at; server time is how long statements took until their last answer, for reading how long its thread awaited
/// rows; the rest of a piece of work is waiting: for posts, for those who label, for a commit.
/// </summary>
internal static class StageTable
{
    // Of these, the innermost on a thread's stack says which stage it is at.
    private static readonly (string Method, string Stage)[] s_marks =
    [
        ("Audience.LabelWorker.Planning.", Stage.Planning),
        ("MySqlPostSource.FindBoundary", Stage.Planning),
        ("MySqlPostReader.", Stage.Reading),
        ("PostLabeler.", Stage.Labelling),
        ("ChunkOutput.", Stage.Writing),
        ("LabelRowWriter", Stage.Writing),
        ("Audience.LabelWorker.Production.", Stage.Production),
        ("Audience.Jobs.Tasks.", Stage.Figures),
        ("Audience.Jobs.Sagas.", Stage.Figures),
    ];

    /// <summary>Prints the table.</summary>
    /// <param name="events">What the worker did during a round.</param>
    /// <param name="sourceSchema">Names the statements that read posts.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ProfileEvents events, string sourceSchema, TextWriter output)
    {
        var stages = Stage.All.ToDictionary(s => s, _ => new StageTimes());
        AddSamples(events, stages);
        AddSpans(events, sourceSchema, stages);
        output.WriteLine(
            $"A round that is watched, not counted: {events.Time.TotalSeconds:0.00} s, "
                + $"{events.Processor.TotalSeconds:0.00} s of the label worker's processor time"
        );
        output.WriteLine();
        output.WriteLine("| stage           |  server |     own | waiting |");
        output.WriteLine("| --------------- | ------: | ------: | ------: |");
        foreach (string stage in Stage.All)
        {
            var (server, own, waiting) = stages[stage].Seconds;
            output.WriteLine($"| {stage, -15} | {Cell(server)} | {Cell(own)} | {Cell(waiting)} |");
        }
        output.WriteLine();

        static string Cell(double? seconds) => seconds is { } s ? $"{s, 5:0.00} s" : "       ";
    }

    private static void AddSamples(ProfileEvents events, Dictionary<string, StageTimes> stages)
    {
        int running = events.Samples.Count(s => s.Runs);
        // The thread that was seen most often was there all the time: so long lies between two looks.
        double perLook = events.Time.TotalSeconds / events.Samples.GroupBy(s => s.Thread).Select(g => g.Count()).DefaultIfEmpty(1).Max();
        foreach (var sample in events.Samples)
        {
            string stage = StageOf(sample.Frames);
            if (sample.Runs)
                stages[stage].Own += events.Processor.TotalSeconds / running;
            else if (stage == Stage.Reading && sample.Frames.Any(f => f.Contains("Socket", StringComparison.Ordinal)))
                stages[stage].Server += perLook;
            else if (stage == Stage.Reading)
                stages[stage].Waiting += perLook;
        }
    }

    private static void AddSpans(ProfileEvents events, string sourceSchema, Dictionary<string, StageTimes> stages)
    {
        var pieces = events.Pieces.Where(p => p.Id.Length > 0).DistinctBy(p => p.Id).ToDictionary(p => p.Id);
        foreach (var statement in events.Statements)
        {
            string? kind = statement.ParentId is { } parent && pieces.TryGetValue(parent, out var piece) ? piece.Name : null;
            string stage = kind switch
            {
                "plan" => Stage.Planning,
                "label" when statement.Tags.Contains($"`{sourceSchema}`", StringComparison.Ordinal) => Stage.Reading,
                "label" => Stage.Writing,
                "produce" => Stage.Production,
                _ => Stage.Figures,
            };
            // Reading is one statement that lasts as long as its rows are labelled; its thread tells more.
            if (stage != Stage.Reading)
                stages[stage].Server += statement.Time.TotalSeconds;
        }
        Rest("plan", Stage.Planning);
        Rest("produce", Stage.Production);
        stages[Stage.Labelling].Waiting = Math.Max(
            0,
            Whole("label") - stages[Stage.Labelling].Own - stages[Stage.Writing].Own - stages[Stage.Writing].Server
        );

        double Whole(string kind) => events.Pieces.Where(p => p.Name == kind).Sum(p => p.Time.TotalSeconds);

        void Rest(string kind, string stage) => stages[stage].Waiting = Math.Max(0, Whole(kind) - stages[stage].Own - stages[stage].Server);
    }

    private static string StageOf(IReadOnlyList<string> frames)
    {
        foreach (string frame in frames)
        foreach (var (method, stage) in s_marks)
            if (frame.Contains(method, StringComparison.Ordinal))
                return stage;
        return Stage.Other;
    }

    private static class Stage
    {
        public const string Planning = "planning",
            Reading = "reading",
            Labelling = "labelling",
            Writing = "writing",
            Production = "production",
            Figures = "figures, sagas",
            Other = "everything else";

        public static readonly string[] All = [Planning, Reading, Labelling, Writing, Production, Figures, Other];
    }

    private sealed class StageTimes
    {
        public double Server { get; set; }
        public double Own { get; set; }
        public double Waiting { get; set; }

        // Below a hundredth of a second there is nothing to tell.
        public (double? Server, double? Own, double? Waiting) Seconds => (Told(Server), Told(Own), Told(Waiting));

        private static double? Told(double seconds) => seconds < 0.005 ? null : seconds;
    }
}
