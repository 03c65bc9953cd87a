using System.Net.ServerSentEvents;
using Audience.Api.Tasks;

namespace Audience.Tests.Api;

/// <summary>Who watches tasks is told of every change, also after a lost connection.</summary>
[Category("database"), NonParallelizable]
internal sealed class TaskEventTests
{
    [Test]
    public async Task A_watcher_sees_a_task_begin_end_and_go_and_a_second_one_goes_on_where_the_first_stopped()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        await using var watch = await OpenAsync(system, "/tasks/events/", null);
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        var first = await NextAsync(watch, e => e.Data.Contains(id, StringComparison.Ordinal));
        // A task that is quick is done when it is first seen.
        bool IsDone(SseItem<string> e) => e.Data.Contains("\"phase\":\"done\"", StringComparison.Ordinal);
        var done = IsDone(first) ? first : await NextAsync(watch, IsDone);

        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        var gone = await NextAsync(watch, e => e.EventType == "gone");
        await using var again = await OpenAsync(system, "/tasks/events/", done.EventId);
        var missed = await NextAsync(again, _ => true);
        await using var stranger = await OpenAsync(system, "/tasks/events/", "elsewhere-7");
        var reset = await NextAsync(stranger, _ => true);
        Assert.Multiple(() =>
        {
            Assert.That(first.EventType, Is.EqualTo("task"));
            Assert.That(gone.Data, Is.EqualTo($$"""{"task_id":"{{id}}"}"""));
            Assert.That((missed.EventType, missed.EventId), Is.EqualTo(("gone", gone.EventId)));
            Assert.That(reset.EventType, Is.EqualTo("reset"));
        });
    }

    [Test]
    public async Task A_watcher_of_one_task_begins_with_how_it_is_and_hears_of_no_other()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        await system.Http.WaitUntilDoneAsync(id);
        await using var watch = await OpenAsync(system, $"/tasks/{id}/events/", null);
        var first = await NextAsync(watch, _ => true);
        await system.Http.WaitUntilDoneAsync(await system.Http.CreateTaskAsync(SharedApi.Body()));
        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        var next = await NextAsync(watch, _ => true);
        Assert.That((first.EventType, next.EventType), Is.EqualTo(("task", "gone")));
        Assert.That(first.Data, Does.Contain(id));
    }

    [Test]
    public async Task A_hundred_watchers_cost_one_loop_and_leave_nothing_behind()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        var feed = system.Get<TaskFeed>();
        var watchers = new List<Watch>();
        for (int i = 0; i < 100; i++)
            watchers.Add(await OpenAsync(system, "/tasks/events/", null));
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        var seen = await Task.WhenAll(watchers.Select(w => NextAsync(w, e => e.Data.Contains(id, StringComparison.Ordinal))));
        Assert.That(seen.Select(e => e.EventId).Distinct().Count(), Is.EqualTo(1), "all are told of the same look");
        foreach (var watch in watchers)
            await watch.DisposeAsync();
        await Eventually.GetAsync(() => Task.FromResult(feed.Watchers), n => n == 0, TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task A_task_that_is_not_there_cannot_be_watched() =>
        Assert.That(
            (await SharedApi.Http.ReadAsync($"/tasks/{new string('e', 32)}/events/")).GetProperty("error_code").GetInt32(),
            Is.EqualTo(404)
        );

    private sealed record Watch(HttpResponseMessage Response, IAsyncEnumerator<SseItem<string>> Events) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Response.Dispose();
            await Events.DisposeAsync();
        }
    }

    private static async Task<Watch> OpenAsync(TestSystem system, string path, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var response = await system.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        var events = SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        return new Watch(response, events);
    }

    private static async Task<SseItem<string>> NextAsync(Watch watch, Func<SseItem<string>, bool> wanted)
    {
        // Pings come for ever: what is waited for must come before the second of them.
        var seen = new List<SseItem<string>>();
        while (seen.Count(e => e.EventType == "ping") < 3 && await watch.Events.MoveNextAsync())
        {
            seen.Add(watch.Events.Current);
            if (seen[^1].EventType != "ping" && wanted(seen[^1]))
                return seen[^1];
        }
        throw new TimeoutException("told: " + string.Join("\n", seen.Select(e => $"{e.EventType} {e.Data}")));
    }
}
