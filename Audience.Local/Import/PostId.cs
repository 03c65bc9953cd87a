using System.IO.Hashing;
using System.Text;
using Audience.Data.Files;

namespace Audience.Local.Import;

/// <summary>Makes ids of posts that have none: of the same fields the same id, so that importing them twice doubles nothing.</summary>
internal sealed class PostId
{
    private readonly XxHash128 _hash = new();

    /// <summary>
    /// The digits of the time, so that ids rise with time and a table that is ordered by them is read in the order of its key, an
    /// underscore, and 32 hexadecimal digits; those alone without a time.
    /// </summary>
    /// <param name="row">The post.</param>
    /// <param name="columns">The columns of the file that tell posts apart; negative ones are passed over.</param>
    /// <param name="time">The post's time, <c>yyyy-MM-dd HH:mm:ss</c>; null where it does not tell posts apart.</param>
    public byte[] Of(RowParser row, IEnumerable<int> columns, string? time)
    {
        _hash.Reset();
        foreach (int column in columns)
        {
            if (column >= 0)
                _hash.Append(row[column]);
            // Stands between fields: no UTF-8 text has such a byte.
            _hash.Append([0xFF]);
        }
        string digits = time is null ? "" : string.Concat(time.Where(char.IsAsciiDigit)) + "_";
        return Encoding.ASCII.GetBytes(digits + Convert.ToHexStringLower(_hash.GetCurrentHash()));
    }
}
