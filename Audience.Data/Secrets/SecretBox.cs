using System.Security.Cryptography;
using System.Text;

namespace Audience.Data.Secrets;

/// <summary>
/// Encrypts what must not lie in a table in the clear (AES-256-GCM, NIST SP 800-38D). The first key encrypts, every key decrypts,
/// so that keys can be rotated: put the new one first, drop the old one when no task needs it any more.
/// </summary>
public sealed class SecretBox
{
    private const byte Version = 1;
    private const int NonceSize = 12,
        TagSize = 16,
        KeyIdSize = 4;
    private readonly IReadOnlyList<(byte[] Id, byte[] Key)> _keys;

    /// <param name="keys">Each of 32 bytes; none where secrets are not accepted.</param>
    /// <exception cref="ArgumentException">A key has another length.</exception>
    public SecretBox(IReadOnlyList<byte[]> keys)
    {
        if (keys.Any(k => k.Length != 32))
            throw new ArgumentException("each key of SECRET_KEYS is 32 bytes in base64", nameof(keys));
        _keys = [.. keys.Select(k => (SHA256.HashData(k)[..KeyIdSize], k))];
    }

    /// <summary>Whether there is a key, so that secrets can be stored.</summary>
    public bool CanSeal => _keys.Count > 0;

    /// <summary>Encrypts a text for one purpose.</summary>
    /// <param name="plain">What to hide.</param>
    /// <param name="purpose">Where it is stored (the task id): a secret copied to another row does not decrypt there.</param>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    public byte[] Seal(string plain, string purpose)
    {
        if (!CanSeal)
            throw new InvalidOperationException("SECRET_KEYS is not configured, so no secret can be stored");
        var (id, key) = _keys[0];
        byte[] text = Encoding.UTF8.GetBytes(plain);
        byte[] box = new byte[1 + KeyIdSize + NonceSize + TagSize + text.Length];
        box[0] = Version;
        id.CopyTo(box, 1);
        Span<byte> nonce = box.AsSpan(1 + KeyIdSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(
            nonce,
            text,
            box.AsSpan(1 + KeyIdSize + NonceSize + TagSize),
            box.AsSpan(1 + KeyIdSize + NonceSize, TagSize),
            Encoding.UTF8.GetBytes(purpose)
        );
        return box;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">No key of ours made it, it was changed, or it belongs elsewhere.</exception>
    public string Open(ReadOnlySpan<byte> box, string purpose)
    {
        const int head = 1 + KeyIdSize + NonceSize + TagSize;
        if (box.Length < head || box[0] != Version)
            throw new CryptographicException("the stored secret is not in a known format");
        foreach (var (id, key) in _keys)
        {
            if (!box.Slice(1, KeyIdSize).SequenceEqual(id))
                continue;
            byte[] text = new byte[box.Length - head];
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(
                box.Slice(1 + KeyIdSize, NonceSize),
                box[head..],
                box.Slice(1 + KeyIdSize + NonceSize, TagSize),
                text,
                Encoding.UTF8.GetBytes(purpose)
            );
            return Encoding.UTF8.GetString(text);
        }
        throw new CryptographicException("the stored secret was encrypted with a key that SECRET_KEYS no longer has");
    }
}
