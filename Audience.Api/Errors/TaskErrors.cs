using Audience.Contracts.Tasks;

namespace Audience.Api.Errors;

/// <summary>The errors of the task endpoints, word for word as the contract has them.</summary>
public static class TaskErrors
{
    public static ApiException RangeEmpty() => new(400, "start_time must be earlier than end_time");

    public static ApiException Bad(string message) => new(400, message);

    public static ApiException NotStarted(string reason, Exception? cause = null) =>
        new(500, "failed to start a labeling task, additional error message: " + reason, cause);

    public static ApiException NoOutput(string reason, Exception? cause = null) =>
        new(503, "cannot connect to output schema, additional error message: " + reason, cause);

    public static ApiException NoPreview(string reason, Exception? cause = null) =>
        new(503, "failed to try a labeling task on a sample of its posts, additional error message: " + reason, cause);

    public static ApiException NoState(Exception cause) => new(500, "cannot connect to state table", cause);

    public static ApiException Unknown(string taskId) =>
        new(404, $"task id is not exist, plz re-check the task id. Addition error message: there is no task {taskId}");

    public static ApiException NoSample() => new(404, "result table is not found, plz wait for awhile to retry it");

    public static ApiException NothingToSample(string taskId) => new(404, $"there is no data processed in task {taskId}");

    public static ApiException SampleFailed(Exception cause) =>
        new(500, "cannot scrape data from result tables. Additional error message: " + cause.Message, cause);

    public static ApiException AbortFailed(Exception cause) =>
        new(500, "failed to send break status to task,. Additional error message: " + cause.Message, cause);

    /// <summary>The id in its canonical form.</summary>
    /// <exception cref="ApiException">400: it is not 32 hexadecimal digits.</exception>
    public static string CheckId(string id) =>
        TaskId.TryParse(id, out var parsed)
            ? TaskId.Format(parsed)
            : throw new ApiException(400, $"{id} is not in proper format, expect 32 digits get {id.Length} digits");
}
