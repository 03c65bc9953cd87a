using System.Diagnostics;

namespace Audience.Tests.Local;

/// <summary>The script for bash, in bash.</summary>
[Category("unit")]
internal sealed class CompletionTests
{
    [Test]
    public async Task Commands_options_and_values_are_completed()
    {
        // As bash does at the tab: it looks up the command's function, and tells it the line.
        const string Tab = """
            audience() { dotnet "$DLL" "$@"; }
            source <(audience completion bash)
            for line; do
              COMP_LINE=$line COMP_POINT=${#line} COMP_WORDS=($line)
              [[ $line == *' ' ]] && COMP_WORDS+=('')
              COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
              "$(complete -p audience | sed 's/.* -F \([^ ]*\) .*/\1/')" audience
              echo "$line" '=>' ${COMPREPLY[@]}
            done
            """;
        string[] lines =
        [
            "audience ta",
            "audience tasks download --format p",
            "audience label --fo",
            "audience completion ",
            "audience label posts.c",
        ];
        var start = new ProcessStartInfo("bash", ["-c", Tab, "bash", .. lines]) { RedirectStandardOutput = true };
        start.Environment["DLL"] = Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll");
        using var bash = Process.Start(start)!;
        string found = (await bash.StandardOutput.ReadToEndAsync()).Trim();
        await bash.WaitForExitAsync();
        // The last is a file, which bash itself completes.
        string[] completed = ["tasks", "parquet", "--fold --format", "bash fish powershell zsh", ""];
        Assert.That(found.Split('\n').Select(line => line.Trim()), Is.EqualTo(lines.Zip(completed, (l, c) => $"{l} => {c}".Trim())));
    }
}
