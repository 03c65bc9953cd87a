using System.Net;
using System.Text;
using Audience.Data.Callbacks;
using Audience.Jobs.Callbacks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs.Callbacks;

/// <summary>What becomes of a delivery, whatever its receiver does.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class CallbackPumpTests(Backend backend) : CallbackTest(backend)
{
    [Test]
    public async Task It_arrives_once_and_signed()
    {
        await AddAsync(Receiver.Url("/hook?of=me"));
        using var client = Client();
        await PumpAsync(client);
        await PassAsync();
        await PumpAsync(client);

        var row = await RowAsync();
        var got = Receiver.Received.Single();
        long seconds = long.Parse(got.Signature.Split(',')[0]["t=".Length..], null);
        Assert.Multiple(() =>
        {
            Assert.That((row.Status, row.Attempts, row.Error), Is.EqualTo((CallbackStatus.Delivered, 1, (string?)null)));
            Assert.That((got.Path, got.Delivery), Is.EqualTo(("/hook?of=me", row.DeliveryId)));
            Assert.That(
                got.Body,
                Is.EqualTo($$"""{"event":"task.ended","id":"{{row.SubjectId}}","stat":"SUCCESS","prod_stat":"finish","result":"粉絲團"}""")
            );
            Assert.That(
                got.Signature,
                Is.EqualTo(CallbackSignature.Sign(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds), Encoding.UTF8.GetBytes(got.Body)))
            );
            Assert.That(DateTimeOffset.FromUnixTimeSeconds(seconds), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        });
    }

    [TestCase("500", "answered 500")]
    [TestCase("404", "answered 404")]
    [TestCase("302", "answered 302: redirects are not followed")]
    [TestCase("silent", "no answer within 1 seconds")]
    [TestCase("dripping", "no answer within 1 seconds")]
    [TestCase("closed", "")]
    [TestCase("half", "")]
    public async Task What_does_not_arrive_comes_again_with_the_same_delivery(string fault, string error)
    {
        Receiver.Answer = http => FailAsync(http, fault);
        await AddAsync(Receiver.Url());
        using var client = Client(TimeSpan.FromSeconds(1));
        await PumpAsync(client);
        var failed = await RowAsync();
        await PumpAsync(client);
        Assert.Multiple(() =>
        {
            Assert.That((failed.Status, failed.Attempts), Is.EqualTo((CallbackStatus.Waiting, 1)));
            Assert.That(failed.Error, Is.Not.Null.And.Contains(error));
            Assert.That(Receiver.Received, Has.Count.EqualTo(1), "it waits before the next try, and follows nobody");
        });

        Receiver.Answer = _ => Task.CompletedTask;
        await PassAsync();
        await PumpAsync(client);
        var row = await RowAsync();
        Assert.That((row.Status, row.Attempts, row.Error), Is.EqualTo((CallbackStatus.Delivered, 2, (string?)null)));
        Assert.That(Receiver.Received.Select(r => (r.Delivery, r.Body)).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_receiver_that_is_away_gets_it_when_it_is_back()
    {
        await AddAsync(Receiver.Url());
        string url = Receiver.Url();
        await ExecuteAsync($"UPDATE callback SET url = '{url.Replace($":{Receiver.Port}", ":1", StringComparison.Ordinal)}'");
        using var client = Client();
        await PumpAsync(client);
        Assert.That((await RowAsync()).Error, Does.Contain("refused"));
        await ExecuteAsync($"UPDATE callback SET url = '{url}', due_at = 0");
        await PumpAsync(client);
        Assert.That((await RowAsync()).Status, Is.EqualTo(CallbackStatus.Delivered));
    }

    [Test]
    public async Task After_a_day_it_is_given_up_until_somebody_asks_for_it()
    {
        Receiver.Answer = http => FailAsync(http, "500");
        await AddAsync(Receiver.Url());
        await ExecuteAsync("UPDATE callback SET give_up_at = 0");
        using var client = Client();
        await PumpAsync(client);
        await PassAsync();
        await PumpAsync(client);
        var row = await RowAsync();
        Assert.That((row.Status, row.Attempts, row.Error), Is.EqualTo((CallbackStatus.Failed, 1, "answered 500")));

        Receiver.Answer = _ => Task.CompletedTask;
        var table = new CallbackTable(Output);
        Assert.That((await table.ListAsync(10, failed: true, null, default)).Single().DeliveryId, Is.EqualTo(row.DeliveryId));
        Assert.That(await table.RetryAsync(row.DeliveryId, default), Is.True);
        await PumpAsync(client);
        Assert.That((await RowAsync()).Status, Is.EqualTo(CallbackStatus.Delivered));
        Assert.That(await table.ListAsync(10, failed: true, null, default), Is.Empty);
        Assert.That(Receiver.Received.Select(r => r.Delivery), Is.All.EqualTo(row.DeliveryId));
        Assert.That(await table.RetryAsync(new string('0', 32), default), Is.False);
    }

    [Test]
    public async Task Who_dies_between_sending_and_noting_it_leaves_it_to_the_next_after_its_lease()
    {
        await AddAsync(Receiver.Url());
        using var client = Client();
        string receiver = $"127.0.0.1:{Receiver.Port}";
        var dead = (await Queue.ClaimAsync(receiver, 1, default)).Single();
        Assert.That((await client.SendAsync(dead, default)).Error, Is.Null);
        await PumpAsync(client);
        Assert.That(Receiver.Received, Has.Count.EqualTo(1), "the lease holds");
        await PassAsync();
        var next = (await Queue.ClaimAsync(receiver, 1, default)).Single();
        await Queue.PostponeAsync(dead, "one that was taken for dead", 1_000_000);
        Assert.That((await RowAsync()).Error, Is.Null, "its claim is gone");
        Assert.That((await client.SendAsync(next, default)).Error, Is.Null);
        await Queue.EndAsync(next);
        Assert.That((await RowAsync()).Status, Is.EqualTo(CallbackStatus.Delivered));
        Assert.That(Receiver.Received.Select(r => r.Delivery).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Receiver.Received, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_process_that_stops_gives_back_what_it_was_sending()
    {
        var arrived = new TaskCompletionSource();
        Receiver.Answer = async http =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await AddAsync(Receiver.Url());
        using var client = Client();
        using var stop = new CancellationTokenSource();
        var pump = new CallbackPump(Queue, client, NullLogger<CallbackPump>.Instance).RunAsync($"127.0.0.1:{Receiver.Port}", stop.Token);
        await arrived.Task;
        await stop.CancelAsync();
        Assert.That(async () => await pump, Throws.InstanceOf<OperationCanceledException>());
        Receiver.Answer = _ => Task.CompletedTask;
        await PumpAsync(client);
        Assert.That((await RowAsync()).Status, Is.EqualTo(CallbackStatus.Delivered));
    }

    [Test]
    public async Task A_name_that_leads_elsewhere_meanwhile_gets_nothing()
    {
        var addresses = new Queue<string>(["127.0.0.1", "169.254.169.254", "10.0.0.1"]);
        Receiver.Answer = http =>
        {
            http.Response.Headers.Connection = "close";
            return FailAsync(http, "500");
        };
        await AddAsync(Receiver.Url(host: Name));
        string receiver = $"{Name}:{Receiver.Port}";
        using var client = Client(lookUp: _ => IPAddress.Parse(addresses.Dequeue()));
        var pump = new CallbackPump(Queue, client, NullLogger<CallbackPump>.Instance);
        await pump.RunAsync(receiver, default);
        await PassAsync();
        await pump.RunAsync(receiver, default);
        var row = await RowAsync();
        Assert.That(row.Error, Does.StartWith($"CALLBACK_URL host '{Name}' leads to 169.254.169.254"));
        Assert.That(Receiver.Received, Has.Count.EqualTo(1), "the first look-up was good");
    }

    [Test]
    public async Task A_host_that_is_not_listed_any_more_gets_nothing()
    {
        await AddAsync($"http://localhost:{Receiver.Port}/");
        using var client = Client();
        await new CallbackPump(Queue, client, NullLogger<CallbackPump>.Instance).RunAsync($"localhost:{Receiver.Port}", default);
        Assert.That((await RowAsync()).Error, Is.EqualTo("CALLBACK_URL host 'localhost' is not allowed: it must be one of CALLBACK_HOSTS"));
        Assert.That(Receiver.Received, Is.Empty);
    }

    [Test]
    public void Pauses_grow_up_to_an_hour()
    {
        Assert.That(
            new[] { 1, 2, 3, 10, 11, 1000 }.Select(CallbackPump.PauseMs),
            Is.EqualTo(new long[] { 5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000 })
        );
    }

    private static async Task FailAsync(HttpContext http, string fault)
    {
        switch (fault)
        {
            case "302":
                http.Response.Redirect("/elsewhere");
                break;
            case "silent":
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "dripping":
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.WriteAsync(".", CancellationToken.None);
                    await http.Response.Body.FlushAsync(CancellationToken.None);
                    // How fast it drips; nothing is waited for.
                    await Task.Delay(100, CancellationToken.None);
                }
                break;
            case "closed":
                http.Abort();
                break;
            case "half":
                http.Response.ContentLength = 100;
                await http.Response.WriteAsync("half", CancellationToken.None);
                await http.Response.Body.FlushAsync(CancellationToken.None);
                http.Abort();
                break;
            default:
                http.Response.StatusCode = int.Parse(fault, null);
                break;
        }
    }
}
