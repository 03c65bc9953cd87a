using System.Net;
using Audience.Contracts.Tasks;
using Audience.Data.Tasks;
using Audience.Hosting.Addresses;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Samples;
using Microsoft.Extensions.Configuration;

namespace Audience.Tests.Security;

/// <summary>Where a SITE_CONFIG may lead.</summary>
[Category("database")]
internal sealed class SiteHostsTests
{
    [TestCase("db.example.test", "10.1.2.3", "10.1.2.3")]
    [TestCase("DB.example.test", "10.1.2.3", "10.1.2.3")]
    [TestCase("db.example.test", "2001:db8::5,10.1.2.3", "10.1.2.3")]
    [TestCase("db.example.test", "2001:db8::5", "2001:db8::5")]
    [TestCase("db.example.test", "127.0.0.9", "127.0.0.9")]
    [TestCase("127.0.0.9", "", "127.0.0.9")]
    [TestCase("localhost", "127.0.0.1", "127.0.0.1")]
    public async Task A_listed_name_leads_to_the_address_that_was_looked_up(string host, string addresses, string expected)
    {
        Assert.That((await Hosts(addresses).FindAddressAsync(host, default)).ToString(), Is.EqualTo(expected));
    }

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("169.254.169.254")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("fd00:ec2::254")]
    [TestCase("fe80::1")]
    [TestCase("0.0.0.0")]
    [TestCase("::")]
    [TestCase("224.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("10.1.2.3,169.254.169.254")]
    public void A_name_may_not_lead_to_this_machine_or_its_link(string addresses)
    {
        Assert.That(
            () => Hosts(addresses).FindAddressAsync("db.example.test", default),
            Throws.InstanceOf<HostRefusedException>().With.Message.Contains("add the address itself to SITE_HOSTS")
        );
    }

    [TestCase("evil.example")]
    [TestCase("169.254.169.254")]
    [TestCase("127.0.0.1")]
    [TestCase("db.example.test.")]
    [TestCase("db.example.test,evil.example")]
    [TestCase("")]
    public void What_is_not_listed_is_not_even_looked_up(string host)
    {
        Assert.That(
            () => Hosts("never").FindAddressAsync(host, default),
            Throws.InstanceOf<HostRefusedException>().With.Message.Contains("is not allowed")
        );
    }

    [Test]
    public async Task Every_connection_goes_to_the_address_that_was_checked_for_it()
    {
        await using var input = await TestDatabase.CreateAsync();
        await MySqlPosts.WriteAsync(input.ConnectionString, Api.SharedApi.Posts.Take(3), default);
        int lookups = 0;
        // A name that another look-up, between check and connection, would send to the metadata of a cloud.
        var hosts = new SiteHosts(
            Settings(("SITE_HOSTS", "db.example.test,127.0.0.1")),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(++lookups == 1 ? "127.0.0.1" : "169.254.169.254")])
        );
        var source = new PostSources(Settings(("SITE_HOSTS", "db.example.test,127.0.0.1")), hosts).Open(Definition(input));

        Assert.That(await source.FindProblemAsync(default), Is.Null, "the first one is good");
        Assert.That(lookups, Is.EqualTo(1));
        Assert.That(
            () => source.FindProblemAsync(default),
            Throws.InstanceOf<HostRefusedException>().With.Message.Contains("169.254.169.254")
        );
    }

    [Test]
    public void The_worker_asks_its_own_list()
    {
        var settings = Settings(("SITE_HOSTS", ""));
        var source = new PostSources(settings, new SiteHosts(settings)).Open(Definition(null));
        Assert.That(() => source.FindProblemAsync(default), Throws.InstanceOf<HostRefusedException>());
    }

    private static TaskDefinition Definition(TestDatabase? input) =>
        new()
        {
            TaskId = new string('0', 32),
            ModelType = "keyword_model",
            PredictType = "author",
            Start = default,
            End = default,
            DateRange = "",
            InputSchema = input?.Name ?? "none",
            InputTable = "ts_page_content",
            OutputSchema = "none",
            Countdown = 0,
            Queue = "queue1",
            SiteConfig = new SiteConfig
            {
                Host = "db.example.test",
                Port = input?.Server.Port ?? 3306,
                User = input?.Server.User ?? "u",
                Password = input?.Server.Password ?? "",
            },
        };

    private static SiteHosts Hosts(string addresses) =>
        new(
            Settings(("SITE_HOSTS", "db.example.test,127.0.0.9,localhost"), ("INPUT_HOST", "mariadb.example.test")),
            (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Split(',').Select(IPAddress.Parse)])
        );

    private static AudienceSettings Settings(params (string Name, string Value)[] settings) =>
        AudienceSettings.Load(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Name, s.Value)))
                .Build(),
            embedded: true
        );
}
