using Audience.Hosting;
using Audience.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace Audience.Tests.Hosting;

[Category("unit")]
public sealed class ServiceBuilderTests
{
    [Test]
    public void Watches_no_directories()
    {
        var settings = AudienceSettings.Load(
            SettingsFile.Read(new Dictionary<string, string?> { ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]) }),
            embedded: true
        );
        var builder = ServiceBuilder.Create(settings, "http://127.0.0.1:0");
        var files = ((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>().ToList();
        Assert.That(files, Is.Not.Empty.And.All.Property(nameof(FileConfigurationSource.ReloadOnChange)).False);
    }
}
