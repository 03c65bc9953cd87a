using System.Data;
using System.Text.Json;
using Audience.Contracts.Tasks;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>Reads <c>state.skipped</c>, which is JSON.</summary>
internal sealed class SkippedPostsHandler : SqlMapper.TypeHandler<SkippedPosts>
{
    public override void SetValue(IDbDataParameter parameter, SkippedPosts? value) =>
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value);

    public override SkippedPosts? Parse(object value) => JsonSerializer.Deserialize<SkippedPosts>((string)value);
}
