using Audience.Testing;

// The namespace of all tests, so that the set-up holds for all of them.
namespace Audience.Tests;

/// <summary>The one MariaDB and the one RabbitMQ of a test run: started when first asked for, ended after the last test.</summary>
[SetUpFixture]
internal sealed class Servers
{
    private static readonly Lazy<Task<PrivateMariaDb>> s_mariaDb = new(() => PrivateMariaDb.StartAsync());
    private static readonly Lazy<Task<PrivateRabbitMq>> s_rabbitMq = new(() => PrivateRabbitMq.StartAsync());

    /// <summary>
    /// The shared database. A test makes a <see cref="TestDatabase"/> in it, and starts a database of its own when it
    /// wants to stop it or to set it up differently.
    /// </summary>
    public static Task<PrivateMariaDb> MariaDbAsync() => s_mariaDb.Value;

    /// <summary>
    /// The shared broker. A test uses queue names of its own, and starts a broker of its own when it wants to stop it.
    /// The two servers start side by side when both are asked for before either is waited for.
    /// </summary>
    public static Task<PrivateRabbitMq> RabbitMqAsync() => s_rabbitMq.Value;

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        await EndAsync(s_rabbitMq);
        await EndAsync(s_mariaDb);
    }

    private static async Task EndAsync<T>(Lazy<Task<T>> server)
        where T : IAsyncDisposable
    {
        if (!server.IsValueCreated)
            return;
        Task<T> started = server.Value;
        await ((Task)started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // One that did not come up has failed the tests that asked for it, and has ended itself.
        if (started.IsCompletedSuccessfully)
            await (await started).DisposeAsync();
    }
}
