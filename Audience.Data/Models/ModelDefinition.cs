using Audience.Labeling.Prepared;

namespace Audience.Data.Models;

/// <summary>What the preparation or the test of a model is to do: fixed when it is asked for.</summary>
public sealed record ModelDefinition
{
    /// <summary>The model: 32 hexadecimal digits.</summary>
    public required string TaskId { get; init; }

    /// <summary>The frontend's id of the model.</summary>
    public required long JobId { get; init; }

    /// <summary>What kind of model.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>AUTHOR, CONTENT or TITLE: the column of the documents.</summary>
    public required string Feature { get; init; }

    /// <summary>What the frontend calls the model.</summary>
    public required string ModelPath { get; init; }

    /// <summary>One of QUEUES, or MODEL_QUEUE.</summary>
    public required string Queue { get; init; }

    /// <summary>The frontend's database.</summary>
    public required string DatasetDb { get; init; }

    /// <summary>The labeling job in it.</summary>
    public required int DatasetNo { get; init; }
}
