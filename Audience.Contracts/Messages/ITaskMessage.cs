namespace Audience.Contracts.Messages;

/// <summary>A message about one task, dump or model job, whose id stands in every log line and trace of its handling.</summary>
public interface ITaskMessage
{
    /// <summary>The task, dump or model job.</summary>
    Guid Id { get; }
}
