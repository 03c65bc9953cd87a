using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Audience.Data.Files;

/// <summary>Reads a column of any plain type as texts.</summary>
internal static class ParquetTexts
{
    internal static async Task ReadAsync(
        ParquetRowGroupReader group,
        DataField field,
        Memory<string?> texts,
        CancellationToken cancellationToken
    )
    {
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
            await group.ReadAsync(field, texts!, null, cancellationToken);
        else if (field.ClrType == typeof(byte[]) || field.ClrType == typeof(ReadOnlyMemory<byte>))
            await BytesAsync(group, field, texts, cancellationToken);
        else
            await (
                Type.GetTypeCode(field.ClrType) switch
                {
                    TypeCode.Boolean => ValuesAsync<bool>(group, field, texts, cancellationToken),
                    TypeCode.SByte => ValuesAsync<sbyte>(group, field, texts, cancellationToken),
                    TypeCode.Byte => ValuesAsync<byte>(group, field, texts, cancellationToken),
                    TypeCode.Int16 => ValuesAsync<short>(group, field, texts, cancellationToken),
                    TypeCode.UInt16 => ValuesAsync<ushort>(group, field, texts, cancellationToken),
                    TypeCode.Int32 => ValuesAsync<int>(group, field, texts, cancellationToken),
                    TypeCode.UInt32 => ValuesAsync<uint>(group, field, texts, cancellationToken),
                    TypeCode.Int64 => ValuesAsync<long>(group, field, texts, cancellationToken),
                    TypeCode.UInt64 => ValuesAsync<ulong>(group, field, texts, cancellationToken),
                    TypeCode.Single => ValuesAsync<float>(group, field, texts, cancellationToken),
                    TypeCode.Double => ValuesAsync<double>(group, field, texts, cancellationToken),
                    TypeCode.Decimal => ValuesAsync<decimal>(group, field, texts, cancellationToken),
                    TypeCode.DateTime => ValuesAsync<DateTime>(group, field, texts, cancellationToken),
                    _ when field.ClrType == typeof(DateOnly) => ValuesAsync<DateOnly>(group, field, texts, cancellationToken),
                    _ when field.ClrType == typeof(TimeOnly) => ValuesAsync<TimeOnly>(group, field, texts, cancellationToken),
                    _ when field.ClrType == typeof(TimeSpan) => ValuesAsync<TimeSpan>(group, field, texts, cancellationToken),
                    _ when field.ClrType == typeof(Guid) => ValuesAsync<Guid>(group, field, texts, cancellationToken),
                    _ => throw new FileException(
                        $"the column '{field.Name}' is of type {field.ClrType.Name}, which cannot be read as text"
                    ),
                }
            );
    }

    private static async Task ValuesAsync<T>(
        ParquetRowGroupReader group,
        DataField field,
        Memory<string?> texts,
        CancellationToken cancellationToken
    )
        where T : struct
    {
        var values = new T?[texts.Length];
        if (field.IsNullable)
            await group.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken);
        else
        {
            var plain = new T[texts.Length];
            await group.ReadAsync<T>(field, plain.AsMemory(), null, cancellationToken);
            for (int i = 0; i < plain.Length; i++)
                values[i] = plain[i];
        }
        string? format =
            typeof(T) == typeof(DateTime) ? "yyyy-MM-dd HH:mm:ss.FFFFFFF"
            : typeof(T) == typeof(DateOnly) ? "yyyy-MM-dd"
            : null;
        for (int i = 0; i < values.Length; i++)
            texts.Span[i] = values[i] is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : values[i]?.ToString();
    }

    private static async Task BytesAsync(
        ParquetRowGroupReader group,
        DataField field,
        Memory<string?> texts,
        CancellationToken cancellationToken
    )
    {
        var values = new byte[]?[texts.Length];
        await group.ReadAsync(field, values.AsMemory()!, null, cancellationToken);
        for (int i = 0; i < values.Length; i++)
            texts.Span[i] = values[i] is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
