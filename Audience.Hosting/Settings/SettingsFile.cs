using DotNetEnv;
using Microsoft.Extensions.Configuration;

namespace Audience.Hosting.Settings;

/// <summary>Where settings come from.</summary>
public static class SettingsFile
{
    /// <summary>The <c>.env</c> file of the working directory, where there is one, with the environment above it.</summary>
    /// <param name="overrides">Settings above both, for the embedded default and for tests.</param>
    public static IConfiguration Read(IEnumerable<KeyValuePair<string, string?>>? overrides = null)
    {
        var builder = new ConfigurationBuilder();
        if (File.Exists(".env"))
            builder.AddInMemoryCollection(
                Env.NoEnvVars().NoClobber().Load(".env").Select(e => KeyValuePair.Create(e.Key, (string?)e.Value))
            );
        return builder.AddEnvironmentVariables().AddInMemoryCollection(overrides ?? []).Build();
    }

    /// <summary>Whether a setting is given: an empty one counts as absent.</summary>
    public static bool Has(this IConfiguration configuration, string name) => !string.IsNullOrEmpty(configuration[name]);
}
