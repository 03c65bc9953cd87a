using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Audience.Jobs.Callbacks;

namespace Audience.Tests.Jobs.Callbacks;

/// <summary>The page's code for receivers takes what we signed, and nothing else.</summary>
[Category("unit")]
internal sealed class VerificationTests
{
    private const string Secret = "a-secret-of-these-tests-真的";
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_732_600_000);

    private static readonly (string What, string Secret, string Header, string Body, bool Good)[] s_cases = Cases();

    [Test]
    public void In_CSharp()
    {
        string code = Repository.Read("Audience.Tests", "Jobs", "Callbacks", "Verification.cs");
        Assert.That(Unindented(code), Does.Contain(Unindented(Block("csharp"))), "the page and what is run here");
        Assert.That(
            s_cases.Select(c => Verification.Verify(c.Secret, c.Header, Encoding.UTF8.GetBytes(c.Body), s_now)),
            Is.EqualTo(s_cases.Select(c => c.Good))
        );
    }

    [Test]
    public async Task In_Python() =>
        await RunAsync(
            "python3",
            "-c",
            Block("python")
                + "\nimport json, sys\n"
                + "cases = json.load(sys.stdin)\n"
                + $"print([verify(c['Secret'], c['Header'], c['Body'].encode(), {s_now.ToUnixTimeSeconds()}) for c in cases])\n"
        );

    [Test]
    public async Task In_JavaScript() =>
        await RunAsync(
            "node",
            "-e",
            Block("javascript")
                + "\nconst cases = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));\n"
                + $"const now = {s_now.ToUnixTimeMilliseconds()};\n"
                + "console.log(cases.map(c => verify(c.Secret, c.Header, Buffer.from(c.Body), now)).join());\n"
        );

    private static (string, string, string, string, bool)[] Cases()
    {
        const string body = """{"event":"task.ended","id":"7c7b","stat":"SUCCESS","result":"粉絲團"}""";
        string good = Sign(s_now, body);
        return
        [
            ("as it was signed", Secret, good, body, true),
            ("empty", Secret, Sign(s_now, ""), "", true),
            ("some minutes ago", Secret, Sign(s_now.AddMinutes(-4), body), body, true),
            ("with a part of a later version", Secret, good + ",v2=00", body, true),
            ("a changed body", Secret, good, body.Replace("SUCCESS", "FAILURE", StringComparison.Ordinal), false),
            ("a blank more", Secret, good, body + " ", false),
            ("another secret", Secret + "x", good, body, false),
            ("an old one", Secret, Sign(s_now.AddMinutes(-6), body), body, false),
            ("one of the future", Secret, Sign(s_now.AddMinutes(6), body), body, false),
            ("another time", Secret, good.Replace("t=1732600000", "t=1732600001", StringComparison.Ordinal), body, false),
            ("a cut signature", Secret, good[..^2], body, false),
            ("no signature", Secret, "t=1732600000", body, false),
            ("no time", Secret, good.Split(',')[1], body, false),
            ("a time that is no number", Secret, "t=now," + good.Split(',')[1], body, false),
            ("nothing", Secret, "", body, false),
        ];
    }

    private static string Sign(DateTimeOffset time, string body) => CallbackSignature.Sign(Secret, time, Encoding.UTF8.GetBytes(body));

    private static string Block(string language)
    {
        string page = Repository.Read("docs", "callbacks.md");
        string begin = $"```{language}\n";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static string Unindented(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));

    private static async Task RunAsync(string interpreter, string option, string code)
    {
        var start = new ProcessStartInfo(interpreter, [option, code]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore($"there is no {interpreter} here");
            return;
        }
        using (process)
        {
            string json = JsonSerializer.Serialize(
                s_cases.Select(c => new
                {
                    c.Secret,
                    c.Header,
                    c.Body,
                })
            );
            await process.StandardInput.WriteAsync(json);
            process.StandardInput.Close();
            string printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            string[] answers = printed.Trim().Trim('[', ']').Split(',', StringSplitOptions.TrimEntries);
            Assert.That(
                answers.Select(a => a.ToLowerInvariant()),
                Is.EqualTo(s_cases.Select(c => c.Good ? "true" : "false")),
                string.Join(", ", s_cases.Select(c => c.What))
            );
        }
    }
}
