using System.Text;
using CsCheck;

namespace Audience.Tests.Fuzz;

/// <summary>Bodies: mostly of the documented form with one or two fields gone wrong, and now and then broken as a whole.</summary>
internal static class FuzzBodies
{
    private static readonly string[] TaskFields =
    [
        "START_TIME",
        "END_TIME",
        "MODEL_TYPE",
        "PREDICT_TYPE",
        "PATTERN",
        "INPUT_SCHEMA",
        "INPUT_TABLE",
        "OUTPUT_SCHEMA",
        "COUNTDOWN",
        "QUEUE",
        "SITE_CONFIG",
        "TASK_ID",
        "MODEL_JOB_ID",
        "MODEL_ID_LIST",
    ];

    private static readonly Gen<string> Site = Gen.Select(
        Gen.OneOf(
            "host",
            "port",
            "user",
            "password",
            "db",
            "charset",
            "HOST",
            "unix_socket",
            "local_infile",
            "ConnectionString",
            "\\ud800"
        ).Array[0, 6],
        FuzzTexts.Value.Array[6],
        (names, values) => $"{{{string.Join(',', names.Select((n, i) => $"\"{n}\":{values[i]}"))}}}"
    );

    /// <summary>A create_task body.</summary>
    public static readonly Gen<string> Task = Fields(
        new()
        {
            ["START_TIME"] = Gen.Const("\"2020-01-01\""),
            ["END_TIME"] = Gen.Const("\"2020-01-02\""),
            ["COUNTDOWN"] = Gen.Const("0"),
            ["MODEL_TYPE"] = Gen.Const("\"keyword_model\""),
            ["PATTERN"] = Gen.Frequency((2, Gen.Const("{\"female\":[\"小姐\"]}")), (1, FuzzPatterns.Keywords)),
        },
        TaskFields
    );

    /// <summary>A create_task body with expressions.</summary>
    public static readonly Gen<string> RuleTask = Fields(
        new()
        {
            ["START_TIME"] = Gen.Const("\"2020-01-01\""),
            ["END_TIME"] = Gen.Const("\"2020-01-02\""),
            ["COUNTDOWN"] = Gen.Const("0"),
            ["MODEL_TYPE"] = Gen.Const("\"rule_model\""),
            ["PREDICT_TYPE"] = Gen.OneOf("\"content\"", "\"author\"", "\"title\"", "\"s_area_id\""),
            ["PATTERN"] = FuzzPatterns.Expressions,
        },
        TaskFields
    );

    /// <summary>A body that names a task.</summary>
    public static Gen<string> Id(Gen<string> ids) => Fields(new() { ["TASK_ID"] = FuzzTexts.Quoted(ids) }, ["TASK_ID"]);

    /// <summary>A body that prepares or tests a model.</summary>
    public static readonly Gen<string> Model = Fields(
        new()
        {
            ["DATASET_NO"] = Gen.Const("1"),
            ["MODEL_JOB_ID"] = Gen.OneOf("5", "6", "\"7\""),
            ["PREDICT_TYPE"] = Gen.Const("\"CONTENT\""),
            ["MODEL_TYPE"] = Gen.OneOf("\"KEYWORD_MODEL\"", "\"SVM_MODEL\""),
            ["MODEL_INFO"] = Gen.Const("{\"model_path\":\"x\"}"),
        },
        ["QUEUE", "DATASET_DB", "DATASET_NO", "MODEL_JOB_ID", "PREDICT_TYPE", "MODEL_TYPE", "MODEL_INFO", "TASK_ID"]
    );

    /// <summary>A body that changes a term.</summary>
    public static readonly Gen<string> Term = Fields(
        new()
        {
            ["LABEL"] = Gen.Const("\"a\""),
            ["TERM"] = FuzzTexts.Quoted(FuzzTexts.Nasty),
            ["WEIGHT"] = Gen.Const("1.5"),
        },
        ["LABEL", "TERM", "WEIGHT", "TERMS"]
    );

    /// <summary>A body that adds a data set.</summary>
    public static readonly Gen<string> DataSet = Fields(
        new()
        {
            ["NAME"] = FuzzTexts.Quoted(FuzzTexts.Nasty),
            ["TASK_TYPE"] = Gen.OneOf("\"rule_task\"", "\"machine_learning_task\""),
            ["IS_MULTI_LABEL"] = Gen.OneOf("true", "\"false\""),
        },
        ["NAME", "DESCRIPTION", "TASK_TYPE", "IS_MULTI_LABEL"]
    );

    /// <summary>A body that adds a document to a data set.</summary>
    public static readonly Gen<string> Document = Fields(
        new()
        {
            ["CONTENT"] = FuzzTexts.Quoted(FuzzTexts.Nasty),
            ["DATASET_TYPE"] = Gen.Const("\"train\""),
            ["LABEL"] = FuzzTexts.Quoted(FuzzTexts.Nasty),
        },
        ["TITLE", "AUTHOR", "CONTENT", "DATASET_TYPE", "LABEL"]
    );

    /// <summary>A body that adds a rule to a data set.</summary>
    public static readonly Gen<string> DataSetRule = Fields(
        new()
        {
            ["CONTENT"] = FuzzTexts.Quoted(FuzzTexts.Nasty),
            ["LABEL"] = Gen.Const("\"a\""),
            ["RULE_TYPE"] = Gen.OneOf("\"keyword\"", "\"regex\""),
        },
        ["CONTENT", "LABEL", "RULE_TYPE", "MATCH_TYPE"]
    );

    /// <summary>A body that names a model.</summary>
    public static Gen<string> ModelId(Gen<string> ids) =>
        Fields(new() { ["TASK_ID"] = FuzzTexts.Quoted(ids) }, ["TASK_ID", "MODEL_JOB_ID"]);

    /// <summary>A dump_tasks body.</summary>
    public static Gen<string> Dump(Gen<string> ids) =>
        Fields(
            new()
            {
                ["GROUP"] = Gen.OneOf("\"GENDER\"", "\"MARRIAGE\""),
                ["TASK_IDS"] = FuzzTexts.Quoted(ids).Array[0, 3].Select(i => $"[{string.Join(',', i)}]"),
            },
            ["GROUP", "TASK_IDS", "INPUT_DATABASE", "OUTPUT_DATABASE"]
        );

    /// <summary>A body of two tasks to compare.</summary>
    public static Gen<string> Comparison(Gen<string> ids) =>
        Fields(new() { ["BEFORE"] = FuzzTexts.Quoted(ids), ["AFTER"] = FuzzTexts.Quoted(ids) }, ["BEFORE", "AFTER"]);

    /// <summary>The bytes of a body: as UTF-8, or damaged, or in an encoding that is none of ours.</summary>
    public static Gen<byte[]> Bytes(Gen<string> json) =>
        Gen.Frequency(
            (20, json.Select(Encoding.UTF8.GetBytes)),
            (1, json.Select(Encoding.Unicode.GetBytes)),
            (1, json.Select(Encoding.Latin1.GetBytes)),
            (1, json.Select(j => (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(j)])),
            (
                2,
                Gen.Select(
                    json,
                    Gen.Int[0, 100],
                    (j, percent) => Encoding.UTF8.GetBytes(j)[..(Encoding.UTF8.GetByteCount(j) * percent / 100)]
                )
            ),
            (2, Gen.Select(json, Gen.Int[0, 100], Gen.Byte, Damage))
        );

    /// <summary>Fields, of which up to three are replaced, added, or given twice.</summary>
    private static Gen<string> Fields(Dictionary<string, Gen<string>> good, string[] all)
    {
        var right = good.Aggregate(
            Gen.Const(Array.Empty<string>()),
            (sum, field) => Gen.Select(sum, field.Value, (fields, value) => (string[])[.. fields, $"\"{field.Key}\":{value}"])
        );
        var value = Gen.Frequency(
            (6, FuzzTexts.Value),
            (3, FuzzTexts.Quoted(FuzzTexts.Time)),
            (2, FuzzPatterns.Keywords),
            (1, FuzzPatterns.Expressions),
            (2, Site)
        );
        var wrong = Gen.Select(
            Gen.Frequency((9, Gen.OneOf(all)), (1, Gen.OneOf("x", "\\ud800", "", "start_time", "__proto__", "$type"))),
            value,
            (name, v) => (name, v)
        );
        return Gen.Select(
            right,
            Gen.Frequency((3, Gen.Const(0)), (4, Gen.Const(1)), (2, Gen.Const(2)), (1, Gen.Const(3))),
            wrong.Array[3],
            Gen.Bool,
            (fields, count, wrongs, replace) =>
            {
                foreach (var (name, v) in wrongs.Take(count))
                    fields = [.. fields.Where(f => !replace || !f.StartsWith($"\"{name}\":", StringComparison.Ordinal)), $"\"{name}\":{v}"];
                return $"{{{string.Join(',', fields)}}}";
            }
        );
    }

    private static byte[] Damage(string json, int percent, byte with)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > 0)
            bytes[Math.Min(bytes.Length * percent / 100, bytes.Length - 1)] = with;
        return bytes;
    }
}
