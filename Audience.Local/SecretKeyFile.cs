using System.Security.Cryptography;

namespace Audience.Local;

/// <summary>The embedded default's own key: made once and kept beside its data, readable by its owner alone.</summary>
internal static class SecretKeyFile
{
    /// <summary>The key in base64.</summary>
    public static string ReadOrCreate(string directory)
    {
        string file = Path.Combine(directory, "secret.key");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(directory);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return File.ReadAllText(file).Trim();
    }
}
