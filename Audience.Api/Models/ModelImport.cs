using System.Globalization;
using Audience.Contracts.Models;
using Audience.Data.Models;
using Audience.Hosting.Settings;
using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using Microsoft.AspNetCore.Http.Features;

namespace Audience.Api.Models;

/// <summary>Imports models from files that may come from anywhere. Their names are not used, nothing in them is run.</summary>
public sealed class ModelImport(ModelTable models, ModelArtefacts artefacts, ModelRegistration registration, AudienceSettings settings)
{
    /// <summary>Imports the file of a multipart form.</summary>
    /// <exception cref="Errors.ApiException">400: form or file cannot be used.</exception>
    public async Task<ModelJob> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await ReadFormAsync(request, cancellationToken);
        if (!int.TryParse(Field(form, "MODEL_JOB_ID"), NumberStyles.None, CultureInfo.InvariantCulture, out int job))
            throw ModelErrors.Bad("MODEL_JOB_ID: a whole number is required");
        string feature = ModelRequestReader.Feature(Field(form, "PREDICT_TYPE") ?? throw ModelErrors.Bad("PREDICT_TYPE: field required"));
        var model = await ReadModelAsync(
            form.Files.GetFile("file") ?? throw ModelErrors.Bad("file: a model archive or a CSV of terms is required"),
            job,
            cancellationToken
        );
        string path = ModelRequestReader.CheckPath(
            Field(form, "model_path") ?? $"{job.ToString(CultureInfo.InvariantCulture)}_{model.Kind.Name().ToLowerInvariant()}"
        );
        return await registration.RunAsync(new ModelId(job, null), model, feature, path, cancellationToken);
    }

    private async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw ModelErrors.Bad("send multipart/form-data with file, MODEL_JOB_ID and PREDICT_TYPE");
        try
        {
            return await request.ReadFormAsync(
                new FormOptions
                {
                    MultipartBodyLengthLimit = settings.Api.MaxModelBytes,
                    ValueCountLimit = 20,
                    ValueLengthLimit = 10_000,
                },
                cancellationToken
            );
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw ModelErrors.Bad(
                $"the form cannot be read, or the file has more than {settings.Api.MaxModelBytes} bytes (MAX_MODEL_BYTES): {e.Message}"
            );
        }
    }

    private async Task<PreparedModel> ReadModelAsync(IFormFile file, int job, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)file.Length);
        await file.CopyToAsync(buffer, cancellationToken);
        byte[] bytes = buffer.ToArray();
        try
        {
            return PreparedModel.IsArchive(bytes)
                ? PreparedModel.FromBytes(bytes)
                : PreparedModel.FromTerms(TermWeightCsv.Read(new MemoryStream(bytes), await ThresholdsAsync(job, cancellationToken)));
        }
        catch (ModelFormatException e)
        {
            throw ModelErrors.Bad(e.Message);
        }
    }

    // Downloaded, edited and imported again, terms keep their labels' thresholds, for which the CSV has no column.
    private async Task<IReadOnlyDictionary<string, double>> ThresholdsAsync(int job, CancellationToken cancellationToken)
    {
        var row = await models.FindReadyAsync(new ModelId(job, null), cancellationToken);
        byte[]? bytes = row is null ? null : await artefacts.FindAsync(row.Artefact!, cancellationToken);
        var terms = bytes is null ? null : PreparedModel.FromBytes(bytes).Terms;
        return terms is null
            ? new Dictionary<string, double>()
            : terms.Labels.Zip(terms.Thresholds).ToDictionary(l => l.First, l => l.Second);
    }

    // Names without regard to case, as in JSON bodies.
    private static string? Field(IFormCollection form, string name) =>
        form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
}
