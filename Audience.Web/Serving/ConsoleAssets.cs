using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Audience.Web.Serving;

/// <summary>Style sheet and scripts, from the assembly, at addresses that change with their content.</summary>
internal static class ConsoleAssets
{
    private const string Folder = "Audience.Web.Assets.";

    private static readonly string Version = Convert.ToHexStringLower(
        SHA256.HashData([
            .. typeof(ConsoleAssets)
                .Assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .SelectMany(Read),
        ])
    )[..12];

    /// <summary>The address of an asset.</summary>
    public static string Of(string name) => $"{ConsoleRegistration.Path}/assets/{Version}/{name}";

    /// <summary>Serves them; browsers need not ask again.</summary>
    public static void UseConsoleAssets(this WebApplication app) =>
        app.UseStaticFiles(
            new StaticFileOptions
            {
                RequestPath = $"{ConsoleRegistration.Path}/assets/{Version}",
                FileProvider = new EmbeddedFileProvider(typeof(ConsoleAssets).Assembly, Folder.TrimEnd('.')),
                OnPrepareResponse = file =>
                {
                    file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    SecurityHeaders.Add(file.Context.Response);
                },
            }
        );

    private static byte[] Read(string name)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
