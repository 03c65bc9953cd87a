using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Models;

/// <summary>What was typed into the form for a new model.</summary>
public sealed record PrepareForm : IFormValues
{
    /// <summary>The names of the form's fields.</summary>
    public static readonly IReadOnlyList<string> Names = ["DATASET_NO", "MODEL_TYPE", "PREDICT_TYPE", "MODEL_JOB_ID", Voters];

    /// <summary>The name of the boxes of models that are to vote.</summary>
    public const string Voters = "MODEL_ID_LIST";

    /// <summary>By the request's names.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>What is wrong, by the same names.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>A field's text, empty where nothing was typed.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The models that are ticked.</summary>
    public IReadOnlyList<string> Ticked => this[Voters].Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The form as a browser sends it, or as an address fills it in.</summary>
    public static PrepareForm Of(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields)
    {
        var given = fields.ToDictionary(f => f.Key, f => f.Value.ToString().Trim());
        return new PrepareForm { Values = Names.ToDictionary(n => n, n => given.GetValueOrDefault(n, "")) };
    }

    /// <summary>The request that it means, and what is wrong before the API is asked.</summary>
    public (PrepareModelRequest Request, IReadOnlyList<Mistake> Mistakes) Read(Words words)
    {
        bool isNumber = int.TryParse(this["MODEL_JOB_ID"], NumberStyles.None, CultureInfo.InvariantCulture, out int job) && job > 0;
        var request = new PrepareModelRequest
        {
            DatasetNo = this["DATASET_NO"],
            ModelType = this["MODEL_TYPE"],
            PredictType = this["PREDICT_TYPE"],
            ModelJobId = job,
            ModelIdList = this["MODEL_TYPE"] == ModelKinds.Vote ? Ticked : null,
            ModelInfo = new ModelInfo { ModelPath = $"{job}_{this["MODEL_TYPE"].ToLowerInvariant()}" },
        };
        return (request, isNumber ? [] : [new Mistake("MODEL_JOB_ID", words["Models.BadJob"])]);
    }
}
