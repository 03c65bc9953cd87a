using System.Diagnostics;

namespace Audience.Tests.Deploy;

/// <summary>The README's commands name files from where they are called.</summary>
[Category("unit")]
internal sealed class RunDirectoryTests
{
    [TestCase("Audience.Local")]
    [TestCase("Audience.Api")]
    public async Task Dotnet_run_stays_in_the_directory_where_it_is_called(string project)
    {
        string[] arguments = ["msbuild", Repository.PathOf(project), "-getProperty:RunWorkingDirectory"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string directory = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That((process.ExitCode, directory.Trim()), Is.EqualTo((0, "")));
    }
}
