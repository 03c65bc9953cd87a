using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Audience.Tests.Deploy;

[Category("unit")]
internal sealed partial class ComposeTests
{
    [Test]
    public void It_has_the_servers_and_the_programs()
    {
        Assert.That(ComposeFile.Services.Keys, Is.EquivalentTo(["mariadb", "rabbitmq", .. ComposeFile.Programs]));
    }

    [Test]
    public void Every_variable_is_in_the_example_and_every_setting_of_the_example_is_passed_on()
    {
        string[] used = [.. Variable().Matches(ComposeFile.Text).Select(m => m.Groups["name"].Value).Distinct()];

        Assert.That(used, Is.SubsetOf(EnvExample.Settings.Keys));
        // Each program has its own address, so that one setting for all would be wrong.
        Assert.That(EnvExample.Settings.Keys.Except(["URLS"]), Is.SubsetOf(used));
    }

    [Test]
    public void No_secret_has_a_default()
    {
        // DATASET_… is only for a frontend whose database is on a server of its own.
        var open = Variable()
            .Matches(ComposeFile.Text.Replace("${DATASET_PASSWORD:-}", "", StringComparison.Ordinal))
            .Where(m => Secret().IsMatch(m.Groups["name"].Value) && m.Groups["rest"].Value is not [':', '?', ..]);

        Assert.That(open.Select(m => m.Value), Is.Empty);
    }

    [TestCaseSource(typeof(ComposeFile), nameof(ComposeFile.Programs))]
    public void A_program_is_built_from_its_dockerfile_and_asked_for_its_health_as_there(string name)
    {
        JsonNode service = ComposeFile.Services[name];
        var dockerfile = Dockerfile.Read(service.At("build", "dockerfile")!.ToString());

        Assert.That(service.At("build", "context")!.ToString(), Is.EqualTo("."));
        Assert.That(service.Texts("healthcheck", "test"), Is.EqualTo((string[])["CMD", .. dockerfile.HealthCheck]));
        Assert.That(service.At("environment", "URLS")!.ToString(), Is.EqualTo(dockerfile.Variables["URLS"]));
        Assert.That(service.Names("environment"), Is.SubsetOf(EnvExample.Settings.Keys));
    }

    [TestCaseSource(typeof(ComposeFile), nameof(ComposeFile.Programs))]
    public void A_program_can_write_only_where_it_must(string name)
    {
        JsonNode service = ComposeFile.Services[name];

        Assert.That(service.At("read_only")!.GetValue<bool>(), Is.True);
        Assert.That(service.Texts("tmpfs"), Is.EqualTo(["/tmp"]));
        Assert.That(service.Texts("cap_drop"), Is.EqualTo(["ALL"]));
        Assert.That(service.Texts("security_opt"), Is.EqualTo(["no-new-privileges:true"]));
        Assert.That(service.At("user"), Is.Null, "the image's own user is not root");
        Assert.That(service.At("privileged"), Is.Null);
    }

    [TestCase("label-worker")]
    [TestCase("model-worker")]
    public void A_worker_can_be_scaled(string name)
    {
        // Each of these can be had by one container only.
        Assert.That(ComposeFile.Services[name].Names(), Has.None.AnyOf("container_name", "ports", "hostname", "network_mode"));
    }

    [Test]
    public void Only_the_api_and_the_console_can_be_reached_from_outside()
    {
        Assert.That(ComposeFile.Services.Where(s => s.Value.At("ports") is not null).Select(s => s.Key), Is.EquivalentTo(["api", "web"]));
        Assert.That(ComposeFile.Services["api"].Texts("ports").Single(), Does.StartWith("${API_BIND:-127.0.0.1}:").And.EndWith(":8000"));
        Assert.That(ComposeFile.Services["web"].Texts("ports").Single(), Does.StartWith("${WEB_BIND:-127.0.0.1}:").And.EndWith(":8003"));
    }

    [Test]
    public void Every_service_is_checked_and_programs_wait_for_healthy_servers()
    {
        foreach ((string name, JsonNode service) in ComposeFile.Services)
            Assert.That(service.Texts("healthcheck", "test"), Is.Not.Empty, name);
        foreach (string name in ComposeFile.Programs)
        {
            JsonNode waits = ComposeFile.Services[name].At("depends_on")!;
            Assert.That(waits.Names(), Is.EquivalentTo(name == "web" ? ["api"] : (string[])["mariadb", "rabbitmq"]));
            Assert.That(waits.AsObject().Select(w => w.Value.At("condition")!.ToString()), Is.All.EqualTo("service_healthy"));
        }
    }

    [Test]
    public void Volumes_are_declared_and_mounted_directories_exist()
    {
        string[] sources = [.. ComposeFile.Services.Values.SelectMany(s => s.Texts("volumes")).Select(v => v.Split(':')[0]).Distinct()];
        string[] directories = [.. sources.Where(s => s.StartsWith("./", StringComparison.Ordinal))];

        Assert.That(sources.Except(directories), Is.EquivalentTo(ComposeFile.Content.Names("volumes")));
        Assert.That(directories.Select(d => Repository.PathOf(d[2..])), Is.All.Matches<string>(Directory.Exists));
    }

    [Test]
    public void The_database_takes_what_the_workers_send()
    {
        Assert.That(ComposeFile.Services["mariadb"].Texts("command"), Has.Member("--local-infile=1"));
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z][A-Z0-9_]*)(?<rest>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex("PASSWORD|KEYS|BROKER_URL")]
    private static partial Regex Secret();
}
