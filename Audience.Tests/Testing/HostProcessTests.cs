using System.Diagnostics;
using Audience.Testing;

namespace Audience.Tests.Testing;

[Category("faults"), NonParallelizable]
internal sealed class HostProcessTests
{
    [Test]
    public async Task Output_environment_and_exit_code_are_seen()
    {
        await using HostProcess process = Shell("echo \"$WORD\"; echo bad >&2; exit 3", new() { ["WORD"] = "good" });

        Assert.That(await process.WaitForExitAsync(), Is.EqualTo(3));
        Assert.That(process.Lines(), Is.EquivalentTo(["good", "bad"]));
    }

    [Test]
    public async Task Only_the_last_lines_are_kept()
    {
        await using HostProcess process = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "seq",
                Arguments = ["1000"],
                KeptLines = 3,
            }
        );
        await process.WaitForExitAsync();

        Assert.That(process.Lines(), Is.EqualTo(["998", "999", "1000"]));
        Assert.That(process.LineCount, Is.EqualTo(1000));
        Assert.That(process.Lines(from: 999), Is.EqualTo(["1000"]));
    }

    [Test]
    public async Task A_line_is_waited_for_and_only_later_ones_when_asked()
    {
        await using HostProcess process = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "sh",
                Arguments = ["-c", "trap 'echo ready again' TERM; echo ready; while :; do sleep 0.05; done"],
            }
        );
        await process.WaitForLineAsync("ready");
        long seen = process.LineCount;

        Task<string> next = process.WaitForLineAsync("ready", from: seen);
        Assert.That(next.IsCompleted, Is.False);
        Assert.ThrowsAsync<TimeoutException>(() => process.SigTermAsync(TimeSpan.FromMilliseconds(100)));

        Assert.That(await next, Is.EqualTo("ready again"));
    }

    [Test]
    public async Task A_process_that_ends_too_early_shows_its_last_lines()
    {
        await using HostProcess process = Shell("echo no such luck; exit 4");

        var error = Assert.ThrowsAsync<InvalidOperationException>(() => process.WaitForLineAsync("ready"));

        Assert.That(error!.Message, Does.Contain("exit code 4").And.Contain("no such luck"));
    }

    [Test]
    public async Task Sigterm_ends_it_and_a_kill_is_seen_as_137()
    {
        await using HostProcess polite = Shell("trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done");
        await using HostProcess killed = Shell("sleep 600");
        await polite.WaitForLineAsync("up");

        Assert.That(await polite.SigTermAsync(), Is.Zero);
        killed.Kill();
        Assert.That(killed.ExitCode, Is.EqualTo(137));
    }

    [Test]
    public async Task Neither_children_nor_orphans_are_left()
    {
        int child,
            orphan;
        // The first shell waits for its child; the second leaves an orphan behind and is gone.
        await using (HostProcess parent = Shell("sleep 600 & echo $!; wait"))
        await using (HostProcess gone = Shell("sleep 600 > /dev/null 2>&1 & echo $!"))
        {
            child = int.Parse(await parent.WaitForLineAsync(_ => true), null);
            orphan = int.Parse(await gone.WaitForLineAsync(_ => true), null);
            await gone.WaitForExitAsync();
            Assert.That(Directory.Exists($"/proc/{orphan}"), Is.True);
        }

        Assert.That(IsRunning(child), Is.False);
        Assert.That(IsRunning(orphan), Is.False);
    }

    [Test]
    public async Task A_paused_process_does_nothing_until_it_continues()
    {
        await using HostProcess process = Shell(
            "trap 'echo heard' USR1; trap 'echo heard; exit 0' TERM; echo up; while :; do sleep 0.05; done"
        );
        await process.WaitForLineAsync("up");

        process.Pause();
        Assert.ThrowsAsync<TimeoutException>(() => process.SigTermAsync(TimeSpan.FromMilliseconds(300)));
        Assert.That(process.Lines(), Is.EqualTo(["up"]));
        process.Continue();

        Assert.That(await process.WaitForExitAsync(), Is.Zero);
        Assert.That(process.Lines(), Does.Contain("heard"));
    }

    [Test]
    public async Task Memory_and_processor_time_are_measured()
    {
        await using HostProcess process = Shell("while :; do :; done");

        await process.WaitForAsync(_ => Task.FromResult(process.CpuTime > TimeSpan.FromMilliseconds(50)));

        Assert.That(process.PeakRssBytes, Is.InRange(100_000, 100_000_000));
        Assert.That(process.RssBytes, Is.InRange(100_000, process.PeakRssBytes));
    }

    [Test, NonParallelizable]
    public async Task A_process_is_noted_while_it_runs()
    {
        string? before = Environment.GetEnvironmentVariable("AUDIENCE_TEST_PIDS");
        string folder = Directory.CreateTempSubdirectory("audience-notes-").FullName;
        Environment.SetEnvironmentVariable("AUDIENCE_TEST_PIDS", folder);
        try
        {
            await using (HostProcess process = Shell("sleep 600"))
                Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo([$"{process.ProcessId}"]));
            Assert.That(Directory.GetFiles(folder), Is.Empty);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AUDIENCE_TEST_PIDS", before);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_program_that_is_not_there_is_named()
    {
        Assert.That(
            () => HostProcess.Start(new HostProcessOptions { FileName = "no-such-program" }),
            Throws.InstanceOf<FileNotFoundException>().With.Message.Contains("no-such-program")
        );
    }

    private static HostProcess Shell(string script, Dictionary<string, string?>? environment = null) =>
        HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "sh",
                Arguments = ["-c", script],
                Environment = environment ?? [],
            }
        );

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
