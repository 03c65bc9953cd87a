using System.Collections.Concurrent;
using System.Security.Cryptography;
using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using Microsoft.Extensions.Logging;

namespace Audience.Data.Models;

/// <summary>
/// Models by their hash: from memory while somebody uses them, else from this machine's disk, else from the output database.
/// </summary>
/// <param name="artefacts">Where all of them are.</param>
/// <param name="directory">Where copies are kept; may be deleted at any time.</param>
/// <param name="log">Told where the disk cannot be used.</param>
public sealed class ModelCache(ModelArtefacts artefacts, string directory, ILogger<ModelCache> log)
{
    private const int Kept = 100;
    private readonly ConcurrentDictionary<string, WeakReference<PreparedModel>> _loaded = [];

    /// <summary>The model, or null where it is gone.</summary>
    /// <exception cref="ModelFormatException">What is stored is damaged.</exception>
    public async Task<PreparedModel?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        if (_loaded.TryGetValue(hash, out var reference) && reference.TryGetTarget(out var model))
            return model;
        byte[]? bytes = ReadFile(hash);
        if (bytes is null && (bytes = await artefacts.FindAsync(hash, cancellationToken)) is not null)
            WriteFile(hash, bytes);
        if (bytes is null)
            return null;
        model = PreparedModel.FromBytes(bytes);
        _loaded[hash] = new WeakReference<PreparedModel>(model);
        return model;
    }

    private string PathOf(string hash) => Path.Combine(directory, hash);

    private byte[]? ReadFile(string hash)
    {
        try
        {
            if (!File.Exists(PathOf(hash)))
                return null;
            byte[] bytes = File.ReadAllBytes(PathOf(hash));
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash)
                return bytes;
            log.LogWarning("{File} is not the model that it should be, and is fetched again", PathOf(hash));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("A model cannot be read from {Directory}, and is fetched again: {Reason}", directory, e.Message);
        }
        return null;
    }

    private void WriteFile(string hash, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(directory);
            string half = PathOf($"{hash}.{Guid.NewGuid():N}");
            File.WriteAllBytes(half, bytes);
            File.Move(half, PathOf(hash), overwrite: true);
            foreach (var old in new DirectoryInfo(directory).GetFiles().OrderByDescending(f => f.LastWriteTimeUtc).Skip(Kept))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The cache only saves time.
            log.LogWarning("A model cannot be kept in {Directory}, and will be fetched again: {Reason}", directory, e.Message);
        }
    }
}
