using System.CommandLine;

namespace Audience.Local.Completion;

/// <summary><c>completion bash|zsh|fish|powershell</c>: prints what completes commands, options and their values in a shell.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> s_scripts = new()
    {
        ["bash"] = CompletionScripts.Bash,
        ["zsh"] = CompletionScripts.Zsh,
        ["fish"] = CompletionScripts.Fish,
        ["powershell"] = CompletionScripts.PowerShell,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or powershell." };
        shell.AcceptOnlyFromAmong([.. s_scripts.Keys]);
        var command = new Command(
            "completion",
            "Print a script that completes this command line; it tells where it goes. In bash: source <(audience completion bash)"
        )
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Write(s_scripts[parsed.GetValue(shell)!]);
            return 0;
        });
        return command;
    }
}
