namespace Audience.Data.Models;

/// <summary>Bytes that are stored in parts.</summary>
internal static class Parts
{
    /// <summary>All of them as one.</summary>
    public static byte[] Join(IReadOnlyCollection<byte[]> parts)
    {
        byte[] whole = new byte[parts.Sum(part => part.Length)];
        int next = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(whole, next);
            next += part.Length;
        }
        return whole;
    }
}
