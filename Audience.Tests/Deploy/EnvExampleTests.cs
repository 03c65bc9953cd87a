namespace Audience.Tests.Deploy;

internal sealed class EnvExampleTests
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
        Assert.That(ComposeFile.Services.Keys, Does.Contain(EnvExample.Settings["INPUT_HOST"]).And.Contain(EnvExample.Settings["OUTPUT_HOST"]));
    }

    [Test]
    public void No_real_secret_is_in_it()
    {
        string[] secrets = [.. EnvExample.Settings
            .Where(s => s.Key.EndsWith("PASSWORD", StringComparison.Ordinal) || s.Key.EndsWith("KEYS", StringComparison.Ordinal))
            .Select(s => s.Value)];

        Assert.That(secrets, Has.Length.EqualTo(6).And.All.StartsWith("change-me"));
    }
}
