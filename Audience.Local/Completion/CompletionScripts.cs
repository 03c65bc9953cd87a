namespace Audience.Local.Completion;

/// <summary>
/// A script for each shell. All of them ask the command itself what may follow, by the directive <c>[suggest:POSITION]</c>, so that
/// they know every command of the version that is installed. Options are offered once a dash is typed; what is no word of the command
/// is a file.
/// </summary>
internal static class CompletionScripts
{
    public const string Bash = """
        # In ~/.bashrc: source <(audience completion bash)
        _audience() {
          local text=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} found
          text=${text#"${text%%[![:space:]]*}"}
          text=${text#* }
          found=$("${1/#\~/$HOME}" "[suggest:${#text}]" "$text" 2>/dev/null)
          [[ $word == -* ]] || found=$(grep -v '^[-/]' <<<"$found")
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$found" -- "$word"))
        }
        complete -o bashdefault -o default -F _audience audience

        """;

    public const string Zsh = """
        #compdef audience
        # In ~/.zshrc, after compinit: source <(audience completion zsh)
        _audience() {
          local text="${(j: :)words[2,CURRENT]}"
          local -a found=("${(@f)$(${(Q)words[1]} "[suggest:${#text}]" "$text" 2>/dev/null)}")
          [[ $PREFIX == -* ]] || found=(${found:#[-/]*})
          compadd -a found || _files
        }
        compdef _audience audience

        """;

    public const string Fish = """
        # audience completion fish > ~/.config/fish/completions/audience.fish
        function __audience
            set -l words (commandline -opc) (commandline -ct)
            set -l text (string join ' ' -- $words[2..])
            $words[1] "[suggest:"(string length -- "$text")"]" "$text" 2>/dev/null | string match -v -r '^/|^-\?$'
        end
        complete -c audience -a '(__audience)'

        """;

    public const string PowerShell = """
        # In $PROFILE: audience completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName audience -ScriptBlock {
            param($word, $line, $cursor)
            $text = $line.ToString().PadRight($cursor) -replace '^\S+\s*', ''
            & $line.CommandElements[0].ToString() "[suggest:$($text.Length)]" $text | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
