using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>Creates tasks over HTTP and waits for them.</summary>
internal sealed class TaskCalls(HttpClient http)
{
    /// <summary>
    /// Creates a task, waits until it is done, and returns its state, when its labelling ended and how long it took, both from the
    /// call on.
    /// </summary>
    public async Task<(JsonElement State, TimeSpan Labeled, TimeSpan Elapsed)> LabelAsync(
        object request,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var (state, labeled) = await WaitAsync(await CreateAsync(request, cancellationToken), watch, cancellationToken);
        return (state, labeled, watch.Elapsed);
    }

    /// <summary>Creates a task and returns its id.</summary>
    public async Task<string> CreateAsync(object request, CancellationToken cancellationToken)
    {
        using var created = await http.PostAsJsonAsync("/tasks/", request, cancellationToken);
        var answer = await created.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.GetProperty("error_code").GetInt32() != 200)
            throw new InvalidOperationException(answer.ToString());
        return answer.GetProperty("error_message").GetProperty("task_id").GetString()!;
    }

    /// <summary>A page of a task's rule report.</summary>
    public async Task<JsonElement> RulesAsync(string id, int limit, int offset, CancellationToken cancellationToken) =>
        (
            await http.GetFromJsonAsync<JsonElement>($"/tasks/{id}/rules/?sort=rule&limit={limit}&offset={offset}", cancellationToken)
        ).GetProperty("error_message");

    /// <summary>Waits until a task is done.</summary>
    public Task WaitAsync(string id, CancellationToken cancellationToken) => WaitAsync(id, Stopwatch.StartNew(), cancellationToken);

    private async Task<(JsonElement State, TimeSpan Labeled)> WaitAsync(string id, Stopwatch watch, CancellationToken cancellationToken)
    {
        // Asking costs the two processors something too, so it is done often only where it is about to end.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        TimeSpan? labeled = null;
        while (true)
        {
            var state = (await http.GetFromJsonAsync<JsonElement>($"/tasks/{id}", cancellationToken)).GetProperty("error_message");
            string phase = state.GetProperty("phase").GetString()!;
            if (phase is "producing" or "done")
            {
                labeled ??= watch.Elapsed;
                timer.Period = TimeSpan.FromMilliseconds(10);
            }
            if (phase == "done" && state.GetProperty("stat").GetString() != "SUCCESS")
                throw new InvalidOperationException($"the task ended with {state}");
            if (phase == "done")
                return (state, labeled!.Value);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
