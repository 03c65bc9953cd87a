using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Audience.Jobs.Sagas;

/// <summary>Maps a saga's properties to columns of the same names: <c>CheckAt</c> to <c>check_at</c>.</summary>
internal static partial class SagaMapping
{
    /// <summary>Maps all properties that are not ignored.</summary>
    /// <param name="entity">The saga's entity.</param>
    /// <param name="table">Its table.</param>
    /// <param name="key">The column of its id.</param>
    public static void MapSaga<TSaga>(this EntityTypeBuilder<TSaga> entity, string table, string key)
        where TSaga : class, SagaStateMachineInstance
    {
        entity.ToTable(table);
        entity.HasKey(s => s.CorrelationId);
        entity.Property(s => s.CorrelationId).HasConversion<SagaKey>();
        foreach (var property in entity.Metadata.GetProperties())
            property.SetColumnName(property.Name == nameof(ISaga.CorrelationId) ? key : ColumnName(property.Name));
    }

    private static string ColumnName(string property) => Capital().Replace(property, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Capital();
}
