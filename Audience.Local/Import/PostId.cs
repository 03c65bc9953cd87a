using System.IO.Hashing;
using System.Text;
using Audience.Data.Files;

namespace Audience.Local.Import;

/// <summary>Makes ids of posts that have none: of the same fields the same id, so that importing them twice doubles nothing.</summary>
internal sealed class PostId
{
    private readonly XxHash128 _hash = new();

    /// <summary>32 hexadecimal digits.</summary>
    /// <param name="row">The post.</param>
    /// <param name="columns">The columns of the file that tell posts apart; negative ones are passed over.</param>
    public byte[] Of(RowParser row, IEnumerable<int> columns)
    {
        _hash.Reset();
        foreach (int column in columns)
        {
            if (column >= 0)
                _hash.Append(row[column]);
            // Stands between fields: no UTF-8 text has such a byte.
            _hash.Append([0xFF]);
        }
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(_hash.GetCurrentHash()));
    }
}
