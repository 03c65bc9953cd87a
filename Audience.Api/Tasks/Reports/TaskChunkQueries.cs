using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Tasks.Reports;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks.Reports;

/// <summary>
/// Tells how far a task is, chunk by chunk. Any number of callers who watch a task cost the database what one costs: they share an answer
/// for up to a second.
/// </summary>
public sealed class TaskChunkQueries(TaskStatusCache statuses, ChunkProgress chunks, TimeProvider time)
{
    private const int DefaultMost = 100,
        MaxMost = 500;

    private readonly ConcurrentDictionary<(string Task, int Most, long Second), Lazy<Task<TaskChunks>>> _answers = new();

    /// <summary>The chunks of a task in at most so many stretches.</summary>
    /// <exception cref="Errors.ApiException">400: the number cannot be used; 404: there is no such task.</exception>
    public async Task<Envelope<TaskChunks>> FindAsync(string taskId, string? stretches, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(taskId);
        int most = DefaultMost;
        if (
            !string.IsNullOrEmpty(stretches)
            && (!int.TryParse(stretches, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MaxMost)
        )
            throw TaskErrors.Bad($"stretches '{stretches}' is not a whole number from 1 to {MaxMost}");
        try
        {
            if (await statuses.FindAsync(id, cancellationToken) is null)
                throw TaskErrors.Unknown(id);
            long second = time.GetTimestamp() / time.TimestampFrequency;
            foreach (var old in _answers.Keys.Where(k => k.Second < second))
                _answers.TryRemove(old, out _);
            var answer = _answers.GetOrAdd((id, most, second), _ => new Lazy<Task<TaskChunks>>(() => ReadAsync(id, most)));
            return new Envelope<TaskChunks> { ErrorCode = 200, ErrorMessage = await answer.Value.WaitAsync(cancellationToken) };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    // For all who wait for it: no caller's going away ends it.
    private async Task<TaskChunks> ReadAsync(string id, int most)
    {
        var stretches = await chunks.ReadAsync(id, most, CancellationToken.None);
        return new TaskChunks
        {
            Chunks = stretches.Sum(s => s.Chunks),
            Done = stretches.Sum(s => s.Done),
            Stretches = stretches,
            Phases = await chunks.ReadPhasesAsync(id, CancellationToken.None),
        };
    }
}
