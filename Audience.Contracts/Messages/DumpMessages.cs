namespace Audience.Contracts.Messages;

/// <summary>Something about the dump may have changed, or it is new: look at the tables and do what they ask for.</summary>
/// <param name="DumpId">The dump.</param>
public sealed record DumpMoved(Guid DumpId) : ITaskMessage
{
    Guid ITaskMessage.Id => DumpId;
}

/// <summary>Makes one dump group's table and file.</summary>
/// <param name="DumpId">The dump.</param>
/// <param name="Group">The dump group.</param>
public sealed record MakeDumpGroup(Guid DumpId, string Group) : ITaskMessage
{
    Guid ITaskMessage.Id => DumpId;
}
