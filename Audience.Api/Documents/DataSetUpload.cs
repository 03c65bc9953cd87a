using Audience.Contracts.Documents;
using Audience.Data.Documents;
using Audience.Hosting;
using Audience.Hosting.Settings;
using Audience.Jobs.Models;

namespace Audience.Api.Documents;

/// <summary>Takes the rows of a CSV into a data set: all of them, or none.</summary>
public sealed class DataSetUpload(
    DataSetTable sets,
    DataSetImport import,
    ModelChanges changes,
    LocalClock clock,
    AudienceSettings settings
)
{
    /// <summary>Reads the file of a multipart form.</summary>
    /// <exception cref="Errors.ApiException">400, 404 or 413: there is no such set, or the file cannot be used; nothing is
    /// written.</exception>
    public async Task<UploadResult> RunAsync(string id, string? overwrite, HttpRequest request, CancellationToken cancellationToken)
    {
        string taskId = DocumentRequestReader.Id(id);
        bool replace = Overwrites(overwrite);
        await using var file = await UploadFile.ReadAsync(request, settings.Api.MaxDatasetBytes, cancellationToken);
        var set = await sets.FindAsync(taskId, cancellationToken) ?? throw DocumentErrors.NoSet(taskId);
        var rows = new UploadRows(file, set);
        return rows.Columns.IsRules
            ? await RulesAsync(set, rows, replace, cancellationToken)
            : await DocumentsAsync(set, rows, replace, cancellationToken);
    }

    private async Task<UploadResult> DocumentsAsync(DataSetRow set, UploadRows rows, bool replace, CancellationToken cancellationToken)
    {
        var mistakes = new CsvMistakes();
        long count = 0;
        foreach (var _ in rows.Documents(mistakes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
        }
        mistakes.Check();
        // Read a second time, so that no more than a few of them are held.
        if (
            !await changes.RunAsync(
                token => import.DocumentsAsync(set.TaskId, count, rows.Documents(mistakes), replace, clock.Now, token),
                cancellationToken
            )
        )
            throw DocumentErrors.NoSet(set.TaskId);
        return Result(rows, documents: count);
    }

    private async Task<UploadResult> RulesAsync(DataSetRow set, UploadRows rows, bool replace, CancellationToken cancellationToken)
    {
        var mistakes = new CsvMistakes();
        var rules = rows.Rules(mistakes).ToList();
        mistakes.Check();
        long written =
            await changes.RunAsync(token => import.RulesAsync(set.TaskId, rules, replace, clock.Now, token), cancellationToken)
            ?? throw DocumentErrors.NoSet(set.TaskId);
        return Result(rows, rules: written, skipped: rules.Count - written);
    }

    private static bool Overwrites(string? overwrite) =>
        (overwrite?.ToLowerInvariant()) switch
        {
            null or "" or "false" => false,
            "true" => true,
            _ => throw DocumentErrors.Bad($"overwrite '{DocumentErrors.Shown(overwrite)}' is neither true nor false"),
        };

    private static UploadResult Result(UploadRows rows, long documents = 0, long rules = 0, long skipped = 0) =>
        new()
        {
            Documents = documents,
            Rules = rules,
            Skipped = skipped,
            IgnoredColumns = rows.Columns.Ignored,
        };
}
