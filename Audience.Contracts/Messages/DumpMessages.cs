namespace Audience.Contracts.Messages;

/// <summary>Makes a dump whose row has been written. Sent once by the API; harmless when repeated.</summary>
/// <param name="DumpId">The dump.</param>
public sealed record CreateDump(Guid DumpId) : ITaskMessage
{
    Guid ITaskMessage.Id => DumpId;
}

/// <summary>Look at the tables of the dump, and do what they ask for: something may have changed or be due.</summary>
/// <param name="DumpId">The dump.</param>
public sealed record WakeDump(Guid DumpId) : ITaskMessage
{
    Guid ITaskMessage.Id => DumpId;
}
