using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Tests.ModelWorker;

/// <summary>A database of the frontend, with Django's tables as far as models are made of them.</summary>
internal sealed class FrontendData : IAsyncDisposable
{
    private static readonly string[] s_tables =
    [
        "CREATE TABLE labeling_jobs_labelingjob (id INTEGER PRIMARY KEY, name "
            + "VARCHAR(100), is_multi_label BOOLEAN NOT NULL, job_data_type VARCHAR(20))",
        "CREATE TABLE labeling_jobs_label (id INTEGER PRIMARY KEY, labeling_job_id INTEGER NOT NULL, name VARCHAR(100))",
        "CREATE TABLE labeling_jobs_document (id INTEGER PRIMARY KEY, labeling_job_id INTEGER NOT NULL, title VARCHAR(200), author "
            + "VARCHAR(200), s_id VARCHAR(100), s_area_id VARCHAR(100), content TEXT, post_time TIMESTAMP NULL, document_type VARCHAR(10))",
        "CREATE TABLE labeling_jobs_document_labels (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL, label_id INTEGER NOT NULL)",
        "CREATE TABLE labeling_jobs_rule (id INTEGER PRIMARY KEY, labeling_job_id INTEGER NOT NULL, content "
            + "VARCHAR(200), label_id INTEGER, rule_type VARCHAR(20), match_type VARCHAR(20), score DOUBLE)",
        // As Django makes them for its foreign keys.
        "CREATE INDEX document_job ON labeling_jobs_document (labeling_job_id)",
        "CREATE INDEX document_labels_document ON labeling_jobs_document_labels (document_id)",
    ];

    private readonly TestDatabase? _server;
    private readonly DbConnection _connection;
    private int _id;

    private FrontendData(TestDatabase? server, DbConnection connection, string name) =>
        (_server, _connection, Name) = (server, connection, name);

    /// <summary>DATASET_DB.</summary>
    public string Name { get; }

    /// <summary>Makes an empty one where the system looks for it.</summary>
    public static async Task<FrontendData> CreateAsync(TestSystem system, Backend backend)
    {
        if (backend == Backend.Servers)
            return await CreateAsync();
        var connection = new SqliteConnection($"Data Source={Path.Combine(system.DataDirectory, "frontend.db")};Pooling=False");
        await connection.OpenAsync();
        return await CreateAsync(null, connection);
    }

    /// <summary>Makes an empty one on the shared server.</summary>
    public static async Task<FrontendData> CreateAsync()
    {
        var server = await TestDatabase.CreateAsync();
        return await CreateAsync(server, await server.OpenAsync());
    }

    private static async Task<FrontendData> CreateAsync(TestDatabase? server, DbConnection connection)
    {
        foreach (string table in s_tables)
            await connection.ExecuteAsync(table);
        return new FrontendData(server, connection, server?.Name ?? "frontend");
    }

    /// <summary>Adds a labeling job with labels.</summary>
    public async Task AddJobAsync(int id, bool isMultiLabel, string dataType, params string[] labels)
    {
        await _connection.ExecuteAsync(
            "INSERT INTO labeling_jobs_labelingjob VALUES (@id, 'a job', @isMultiLabel, @dataType)",
            new
            {
                id,
                isMultiLabel,
                dataType,
            }
        );
        foreach (string label in labels)
            await _connection.ExecuteAsync(
                "INSERT INTO labeling_jobs_label VALUES (@number, @id, @label)",
                new
                {
                    number = ++_id,
                    id,
                    label,
                }
            );
    }

    /// <summary>Adds documents, whose text is their content.</summary>
    public async Task AddDocumentsAsync(int job, string type, IEnumerable<(string? Text, string[] Labels)> documents)
    {
        var labels = (
            await _connection.QueryAsync<(string Name, long Id)>(
                "SELECT name, id FROM labeling_jobs_label WHERE labeling_job_id = @job",
                new { job }
            )
        ).ToDictionary(l => l.Name, l => l.Id);
        foreach (var some in documents.Chunk(1000))
        {
            var rows = some.Select(d => (Id: ++_id, d.Text, d.Labels)).ToList();
            await InsertAsync(
                "labeling_jobs_document (id, labeling_job_id, title, author, s_id, document_type, content)",
                rows.Select(r => $"{r.Id}, {job}, 't', 'a', 's', '{type}', {Quote(r.Text)}")
            );
            await InsertAsync(
                "labeling_jobs_document_labels (id, document_id, label_id)",
                rows.SelectMany(r => r.Labels.Select(label => $"{++_id}, {r.Id}, {labels[label]}"))
            );
        }
    }

    /// <summary>Adds a rule.</summary>
    public Task AddRuleAsync(int job, string label, string content, string type, string? match = null, double? score = null) =>
        _connection.ExecuteAsync(
            "INSERT INTO labeling_jobs_rule SELECT @number, @job, @content, id, @type, @match, "
                + "@score FROM labeling_jobs_label WHERE labeling_job_id = @job AND name = @label",
            new
            {
                number = ++_id,
                job,
                label,
                content,
                type,
                match,
                score,
            }
        );

    private Task InsertAsync(string into, IEnumerable<string> rows) =>
        rows.ToList() is { Count: > 0 } some
            ? _connection.ExecuteAsync($"INSERT INTO {into} VALUES {string.Join(", ", some.Select(row => $"({row})"))}")
            : Task.CompletedTask;

    private static string Quote(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
