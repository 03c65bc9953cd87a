namespace Audience.Contracts.Messages;

/// <summary>Prepares or tests a model whose rows have been written. Sent once by the API; harmless when repeated.</summary>
/// <param name="ModelId">The model.</param>
public sealed record PrepareModel(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}

/// <summary>Look at the tables of the model, and do what they ask for: something may have changed or be due.</summary>
/// <param name="ModelId">The model.</param>
public sealed record WakeModel(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}

/// <summary>Published to every worker: cancel what you are doing for this model.</summary>
/// <param name="ModelId">The model.</param>
public sealed record AbortModel(Guid ModelId) : ITaskMessage
{
    Guid ITaskMessage.Id => ModelId;
}
