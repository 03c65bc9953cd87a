using Audience.Testing.Systems;

namespace Audience.Tests.Faults;

/// <summary>The one system that the fault tests strike: started when first asked for, whole again before each test.</summary>
[SetUpFixture]
internal sealed class FaultSuite
{
    private static readonly Lazy<Task<FaultSystem>> s_system = new(FaultSystem.StartAsync);
    private static readonly Lazy<Task<Baseline>> s_baseline = new(async () => await Baseline.MakeAsync(await s_system.Value));

    /// <summary>The system, with everything running.</summary>
    public static async Task<FaultSystem> SystemAsync()
    {
        var system = await s_system.Value;
        await system.RestoreAsync();
        return system;
    }

    /// <summary>What tasks leave undisturbed.</summary>
    public static Task<Baseline> BaselineAsync() => s_baseline.Value;

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        // One that did not come up has failed the tests that asked for it, and has ended itself.
        if (s_system is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await s_system.Value).DisposeAsync();
    }
}
