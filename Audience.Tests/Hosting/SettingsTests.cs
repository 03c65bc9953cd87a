using Audience.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace Audience.Tests.Hosting;

/// <summary>The configuration: its defaults, and what is wrong with one.</summary>
[Category("unit")]
internal sealed class SettingsTests
{
    [Test]
    public void What_is_absent_or_empty_has_its_default()
    {
        var settings = Load(("CHUNK_SIZE", ""), ("TIME_ZONE", ""));
        Assert.Multiple(() =>
        {
            Assert.That(settings.Work.Queues, Is.EqualTo(["queue1", "queue2"]));
            Assert.That(
                (settings.Work.ChunkSize, settings.Work.ChunkWindow, settings.Work.ChunkAttempts, settings.Work.RetryMinutes),
                Is.EqualTo((100_000, 16, 5, 20))
            );
            Assert.That(settings.Work.Concurrency, Is.EqualTo(Math.Min(Environment.ProcessorCount, 64)));
            Assert.That(settings.Input.Host, Is.EqualTo("127.0.0.1"), "development reads this machine's database");
            Assert.That(settings.Output.Schema, Is.EqualTo("audience_result"));
            Assert.That(settings.Labels.PanelNames.Of("男性"), Is.EqualTo("/male"));
            Assert.That(settings.Labels.SourceGroups.Of("WH_B0001"), Is.EqualTo("blog"));
            Assert.That(
                (settings.Api.HttpStatusFromErrorCode, settings.Api.Open, settings.Api.Keys.Count, settings.SecretKeys.Count),
                Is.EqualTo((false, false, 0, 0))
            );
        });
    }

    [TestCase("ENV", "test", "ENV: 'test' is neither development nor production")]
    [TestCase("INPUT_PORT", "70000", "INPUT_PORT: '70000' is not a whole number from 1 to 65535")]
    [TestCase("OUTPUT_SCHEMA", "a;b", "OUTPUT_SCHEMA: ")]
    [TestCase("BROKER_URL", "http://rabbit", "BROKER_URL: is not of the form amqp://user:password@host:port/vhost")]
    [TestCase("QUEUES", " , ", "QUEUES: names no queue")]
    [TestCase("QUEUES", "queue 1", "QUEUES: 'queue 1' is not a queue name")]
    [TestCase("WORKER_CONCURRENCY", "65", "WORKER_CONCURRENCY: '65' is not a whole number from 1 to 64")]
    [TestCase("CHUNK_SIZE", "many", "CHUNK_SIZE: 'many' is not a whole number from 1 to 10000000")]
    [TestCase("CHUNK_ATTEMPTS", "0", "CHUNK_ATTEMPTS: '0' is not a whole number from 1 to 100")]
    [TestCase("RETRY_MINUTES", "2000", "RETRY_MINUTES: '2000' is not a whole number from 1 to 1440")]
    [TestCase("SECRET_KEYS", "change-me", "SECRET_KEYS: has a key that is not 32 bytes in base64")]
    [TestCase("API_KEYS", "operate:hunter2", "API_KEYS: has an entry that is not read:<sha256> or operate:<sha256>")]
    [TestCase("API_KEYS", "operate:a b:0000000000000000000000000000000000000000000000000000000000000000", "API_KEYS: has an entry")]
    [TestCase("API_OPEN", "yes", "API_OPEN: 'yes' is neither true nor false")]
    [TestCase("TIME_ZONE", "Asia/Nowhere", "TIME_ZONE: 'Asia/Nowhere' is not a time zone of this machine")]
    [TestCase("SOURCE_GROUPS", "WH_F0045", "SOURCE_GROUPS: 'WH_F0045' is not of the form key=value")]
    [TestCase("SOURCE_GROUPS", "WH_F0045=Dump", "SOURCE_GROUPS: 'Dump' cannot be a table")]
    [TestCase("SOURCE_GROUPS", "WH_F0045=fb_dump", "SOURCE_GROUPS: 'fb_dump' cannot be a table")]
    [TestCase("SOURCE_GROUPS", "WH_F0045=model_status", "SOURCE_GROUPS: 'model_status' cannot be a table")]
    [TestCase("SOURCE_GROUPS", "WH_F0045=production_winner", "SOURCE_GROUPS: 'production_winner' cannot be a table")]
    [TestCase("SOURCE_GROUPS", "WH_F0045=wh_panel_mapping_blog", "SOURCE_GROUPS: 'wh_panel_mapping_blog' cannot be a table")]
    [TestCase("SOURCE_GROUPS", "WH_F0045=state", "SOURCE_GROUPS: 'state' cannot be a table")]
    [TestCase("LABEL_NAMES", "a=b;a=c", "LABEL_NAMES: 'a' stands there twice")]
    [TestCase("CONFLICT_GROUPS", "GENDER=male,female", "CONFLICT_GROUPS: GENDER has a panel that does not begin with '/'")]
    [TestCase("MAX_REQUEST_BYTES", "1", "MAX_REQUEST_BYTES: '1' is not a whole number from 1024 to 1000000000")]
    [TestCase("CALLS_PER_SECOND", "-1", "CALLS_PER_SECOND: '-1' is not a whole number from 0 to 1000000")]
    [TestCase("CHANGES_PER_SECOND", "1000001", "CHANGES_PER_SECOND: '1000001' is not a whole number from 0 to 1000000")]
    public void A_wrong_one_is_named(string name, string value, string message)
    {
        var e = Assert.Throws<SettingsException>(() => Load((name, value)));
        Assert.That(e.Message, Does.Contain(message));
    }

    [Test]
    public void Every_mistake_is_told_at_once_and_no_secret_with_it()
    {
        var e = Assert.Throws<SettingsException>(() =>
            Load(("CHUNK_SIZE", "0"), ("SECRET_KEYS", "c4nary"), ("API_KEYS", "c4nary"), ("BROKER_URL", "c4nary"))
        );
        Assert.That(
            e.Message,
            Does.Contain("CHUNK_SIZE")
                .And.Contain("SECRET_KEYS")
                .And.Contain("API_KEYS")
                .And.Contain("BROKER_URL")
                .And.Not.Contain("c4nary")
        );
    }

    [Test]
    public void Separate_processes_need_their_servers()
    {
        var e = Assert.Throws<SettingsException>(() => AudienceSettings.Load(Configuration([("ENV", "production")]), embedded: false));
        Assert.That(
            e.Message,
            Does.Contain("INPUT_HOST: is missing").And.Contain("OUTPUT_HOST: is missing").And.Contain("BROKER_URL: is missing")
        );
    }

    [Test]
    public void No_password_is_in_its_text()
    {
        var settings = Load(("BROKER_URL", "amqp://user:c4nary@rabbit"), ("OUTPUT_PASSWORD", "c4nary"), ("INPUT_PASSWORD", "c4nary"));
        Assert.That(settings.ToString(), Does.Not.Contain("c4nary"));
    }

    private static AudienceSettings Load(params (string Name, string Value)[] settings) =>
        AudienceSettings.Load(Configuration([("BROKER_URL", "amqp://u:p@127.0.0.1"), .. settings]), embedded: false);

    private static IConfiguration Configuration(IEnumerable<(string Name, string Value)> settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s => KeyValuePair.Create<string, string?>(s.Name, s.Value)).GroupBy(s => s.Key).Select(g => g.Last())
            )
            .Build();
}
