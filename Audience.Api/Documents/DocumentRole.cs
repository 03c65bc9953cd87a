using Audience.Data.Documents;
using Audience.Jobs.Reviews;

namespace Audience.Api.Documents;

/// <summary>What <c>/documents/</c> adds to the API.</summary>
internal static class DocumentRole
{
    internal const string SetText = "The id of a data set: 32 hexadecimal digits, chosen by who adds it.";

    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services) =>
        services
            .AddSingleton<DataSetTable>()
            .AddSingleton<DataSetNumbers>()
            .AddSingleton<DocumentReader>()
            .AddSingleton<DocumentWriter>()
            .AddSingleton<RuleTable>()
            .AddSingleton<DataSetImport>()
            .AddSingleton<DataSetActions>()
            .AddSingleton<DocumentActions>()
            .AddSingleton<RuleActions>()
            .AddSingleton<DataSetUpload>()
            .AddSingleton<DataSetDownload>()
            .AddSingleton<ReviewTable>()
            .AddSingleton<ReviewStart>()
            .AddSingleton<SuspectActions>()
            .AddSingleton<NextActions>();

    /// <summary>Adds its endpoints; each answers with and without a trailing slash.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var documents = app.MapGroup("/documents").WithTags("Documents").AddEndpointFilter(DocumentErrors.AnswerAsync);
        documents.MapDataSets();
        documents.MapDocumentRows();
        documents.MapRuleRows();
        documents.MapDataSetFiles();
        documents.MapReviews();
    }
}
