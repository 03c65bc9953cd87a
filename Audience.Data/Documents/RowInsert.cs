using System.Data.Common;
using System.Globalization;
using System.Text;
using MySqlConnector;

namespace Audience.Data.Documents;

/// <summary>
/// Writes many rows of one table within a transaction: several in a statement where the server is far, one by one where it is not.
/// </summary>
/// <param name="transaction">The transaction.</param>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns, in the order of the values.</param>
internal sealed class RowInsert(DbTransaction transaction, string table, params string[] columns)
{
    // Far below the smallest max_allowed_packet that servers ship with, also when every character is escaped.
    private const int StatementCharacters = 80_000,
        StatementRows = 500;

    private readonly List<object?[]> _rows = [];
    private readonly bool _alone = transaction.Connection is not MySqlConnection;
    private DbCommand? _prepared;
    private int _characters;

    /// <summary>Adds a row; it may be written later.</summary>
    public async Task AddAsync(object?[] values, CancellationToken cancellationToken)
    {
        if (_alone)
        {
            await WriteOneAsync(values, cancellationToken);
            return;
        }
        _rows.Add(values);
        foreach (object? value in values)
            _characters += value is string text ? text.Length : 8;
        if (_rows.Count >= StatementRows || _characters >= StatementCharacters)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Writes what was added and not written.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
            return;
        await using var command = Command(_rows.Count);
        for (int i = 0; i < _rows.Count * columns.Length; i++)
            Add(command, i).Value = _rows[i / columns.Length][i % columns.Length] ?? DBNull.Value;
        await command.ExecuteNonQueryAsync(cancellationToken);
        _rows.Clear();
        _characters = 0;
    }

    private async Task WriteOneAsync(object?[] values, CancellationToken cancellationToken)
    {
        if (_prepared is null)
        {
            _prepared = Command(1);
            for (int i = 0; i < columns.Length; i++)
                Add(_prepared, i);
        }
        for (int i = 0; i < columns.Length; i++)
            _prepared.Parameters[i].Value = values[i] ?? DBNull.Value;
        await _prepared.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(int rows)
    {
        var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ");
        for (int i = 0; i < rows * columns.Length; i++)
            sql.Append(
                    i % columns.Length > 0 ? ", "
                    : i > 0 ? "), ("
                    : "("
                )
                .Append('@')
                .Append(Name(i));
        var command = transaction.Connection!.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql.Append(')').ToString(), 0);
        return command;
    }

    private static DbParameter Add(DbCommand command, int index)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + Name(index);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static string Name(int index) => "p" + index.ToString(CultureInfo.InvariantCulture);
}
