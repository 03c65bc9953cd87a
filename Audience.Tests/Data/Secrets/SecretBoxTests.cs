using System.Security.Cryptography;
using System.Text;
using Audience.Data.Secrets;

namespace Audience.Tests.Data.Secrets;

/// <summary>Stored secrets, and what becomes of them when keys change.</summary>
[Category("unit")]
internal sealed class SecretBoxTests
{
    private static readonly byte[] s_old = RandomNumberGenerator.GetBytes(32),
        s_new = RandomNumberGenerator.GetBytes(32);

    [Test]
    public void The_first_key_encrypts_and_every_key_decrypts()
    {
        byte[] before = new SecretBox([s_old]).Seal("c4nary", "task");
        var rotated = new SecretBox([s_new, s_old]);
        byte[] after = rotated.Seal("c4nary", "task");
        Assert.Multiple(() =>
        {
            Assert.That(rotated.Open(before, "task"), Is.EqualTo("c4nary"));
            Assert.That(new SecretBox([s_new]).Open(after, "task"), Is.EqualTo("c4nary"));
            Assert.That(
                () => new SecretBox([s_old]).Open(after, "task"),
                Throws.InstanceOf<CryptographicException>(),
                "it was the new key that encrypted"
            );
        });
    }

    [Test]
    public void Without_its_key_a_secret_says_what_is_missing()
    {
        byte[] box = new SecretBox([s_old]).Seal("c4nary", "task");
        foreach (var keys in new IReadOnlyList<byte[]>[] { [s_new], [] })
            Assert.That(
                () => new SecretBox(keys).Open(box, "task"),
                Throws
                    .InstanceOf<CryptographicException>()
                    .With.Message.EqualTo("the stored secret was encrypted with a key that SECRET_KEYS no longer has")
            );
    }

    [Test]
    public void It_opens_only_where_it_belongs_and_unchanged()
    {
        var secrets = new SecretBox([s_old]);
        byte[] box = secrets.Seal("c4nary", "task");
        Assert.That(() => secrets.Open(box, "other task"), Throws.InstanceOf<CryptographicException>());
        for (int i = 0; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            Assert.That(() => secrets.Open(changed, "task"), Throws.InstanceOf<CryptographicException>(), $"byte {i}");
        }
        Assert.That(() => secrets.Open(box.AsSpan(0, 20), "task"), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void It_never_looks_the_same_and_never_holds_the_text()
    {
        var secrets = new SecretBox([s_old]);
        byte[] first = secrets.Seal("c4nary", "task"),
            second = secrets.Seal("c4nary", "task");
        Assert.That(first, Is.Not.EqualTo(second));
        Assert.That(Encoding.Latin1.GetString(first), Does.Not.Contain("c4nary"));
    }
}
