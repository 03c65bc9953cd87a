using System.Text.RegularExpressions;

namespace Audience.Tests.Deploy;

[Category("unit")]
internal sealed partial class EnvExampleTests
{
    [Test]
    public void The_broker_is_reached_with_the_account_that_it_makes()
    {
        var broker = new Uri(EnvExample.Settings["BROKER_URL"]);

        Assert.That(broker.Scheme, Is.EqualTo("amqp"));
        Assert.That(broker.UserInfo, Is.EqualTo($"{EnvExample.Settings["RABBITMQ_USER"]}:{EnvExample.Settings["RABBITMQ_PASSWORD"]}"));
        Assert.That(ComposeFile.Services.Keys, Does.Contain(broker.Host));
    }

    [Test]
    public void Databases_are_services_of_the_compose_file()
    {
        Assert.That(
            ComposeFile.Services.Keys,
            Does.Contain(EnvExample.Settings["INPUT_HOST"]).And.Contain(EnvExample.Settings["OUTPUT_HOST"])
        );
    }

    [Test]
    public void No_real_secret_is_in_it()
    {
        string[] secrets =
        [
            .. EnvExample
                .Settings.Where(s =>
                    s.Key.EndsWith("PASSWORD", StringComparison.Ordinal) || s.Key.EndsWith("KEYS", StringComparison.Ordinal)
                )
                .Select(s => s.Value)
                .Where(value => value.Length > 0),
        ];

        Assert.That(secrets, Has.Length.EqualTo(6).And.All.StartsWith("change-me"));
    }

    [Test]
    public void It_has_every_setting_that_the_programs_read()
    {
        string source = string.Concat(
            Directory.GetFiles(Repository.PathOf("Audience.Hosting", "Settings"), "*.cs").Select(File.ReadAllText)
        );
        string[] read = [.. Read().Matches(source).Select(m => m.Groups["name"].Value).Distinct()];

        Assert.That(read, Has.Length.GreaterThan(15));
        Assert.That(read, Is.SubsetOf(EnvExample.Settings.Keys));
    }

    [GeneratedRegex(@"\.(Text|Int|Bool|List|Map|Optional)\(""(?<name>[A-Z][A-Z0-9_]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Read();
}
