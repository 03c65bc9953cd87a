using System.Buffers.Binary;
using Audience.Data.Audiences;
using Audience.Data.Production;

namespace Audience.Tests.Data.Audiences;

/// <summary>More than fits memory goes through temporary files, and comes back as it was.</summary>
[Category("unit")]
internal sealed class PackedMembersTests
{
    [Test]
    public void Members_come_back_in_parts()
    {
        using var members = new PanelMembers();
        for (int i = 0; i < 100_000; i++)
            members.Add(i, i % 3 == 0 ? "/a" : "/b");
        long next = 0;
        foreach (var part in members.Parts())
            for (int at = 0; at < part.Members.Length; at += 10, next++)
            {
                var member = part.Members.AsSpan(at);
                Assert.That(BinaryPrimitives.ReadInt64LittleEndian(member), Is.EqualTo(next));
                Assert.That(part.Panels[BinaryPrimitives.ReadUInt16LittleEndian(member[8..])], Is.EqualTo(next % 3 == 0 ? "/a" : "/b"));
            }
        Assert.That(next, Is.EqualTo(100_000));
    }

    [Test]
    public void Authors_of_several_rows_count_once()
    {
        using var masks = new AuthorMasks();
        for (long round = 0; round < 3; round++)
        for (long author = 0; author < 200_000; author++)
            masks.Add(author * 7_919, author % 2 == 0 && round == 2 ? 2UL : 1UL);
        Assert.That(masks.Count(), Is.EquivalentTo(new Dictionary<ulong, long> { [1] = 100_000, [3] = 100_000 }));
    }

    [Test]
    public void So_many_panels_cannot_be_packed_and_that_is_told()
    {
        using var members = new PanelMembers();
        for (int i = 0; i <= ushort.MaxValue; i++)
            members.Add(i, $"/{i}");
        Assert.That(members.IsComplete, Is.True);
        members.Add(1, "/one too many");
        Assert.That(members.IsComplete, Is.False);
    }
}
