using System.Text.Json.Serialization;
using Audience.Labeling.Prepared;

namespace Audience.Data.Models;

/// <summary>What the preparation or the test of a model is to do: fixed when it is asked for.</summary>
public sealed record ModelDefinition
{
    /// <summary>The model: 32 hexadecimal digits.</summary>
    public required string TaskId { get; init; }

    /// <summary>
    /// The id that the caller knows the model by, where it is not <see cref="TaskId"/>: it is used again for a later version.
    /// </summary>
    public string? ModelId { get; init; }

    /// <summary>The frontend's id of the model; null where it gave none.</summary>
    public required long? JobId { get; init; }

    /// <summary>What kind of model.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>One of <see cref="Datasets.Features"/>: the column of the documents.</summary>
    public required string Feature { get; init; }

    /// <summary>What the frontend calls the model.</summary>
    public required string ModelPath { get; init; }

    /// <summary>One of QUEUES, or MODEL_QUEUE.</summary>
    public required string Queue { get; init; }

    /// <summary>The frontend's database.</summary>
    public required string DatasetDb { get; init; }

    /// <summary>The labeling job in it.</summary>
    public required int DatasetNo { get; init; }

    /// <summary>The data set of <c>/documents/</c> that takes the place of both: 32 hexadecimal digits, or null.</summary>
    public string? DatasetId { get; init; }

    /// <summary>
    /// The models whose votes are weighed (MODEL_ID_LIST), as <see cref="Models.ModelId"/> reads them; null for other kinds.
    /// </summary>
    public IReadOnlyList<string>? Voters { get; init; }

    /// <summary>Whom to tell that the preparation, or the test, has ended (CALLBACK_URL); null for nobody.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Whether another model is made of the same documents.</summary>
    public bool HasDatasetOf(ModelDefinition other) =>
        DatasetId == other.DatasetId && (DatasetId is not null || (DatasetDb, DatasetNo) == (other.DatasetDb, other.DatasetNo));

    /// <summary>The id that the caller knows the model by.</summary>
    [JsonIgnore]
    public string KnownAs => ModelId ?? TaskId;
}
