using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Contracts.Models;
using NJsonSchema.Annotations;

namespace Audience.Api.Models;

/// <summary>Where a model fails, and how two differ.</summary>
internal static class ModelInsightEndpoints
{
    private const string TypeText = "dev, test or ext_test; default the first of test, ext_test and dev that the model was evaluated on.";

    public static void MapInsights(this RouteGroupBuilder models)
    {
        models
            .MapGet(
                "/{id}/confusion/",
                async (
                    [Description(ModelEndpoints.IdText)] string id,
                    [Description(TypeText)] string? dataset_type,
                    HttpContext http,
                    ModelInsightQueries queries
                ) => Results.Ok(await queries.ConfusionAsync(id, dataset_type, http.RequestAborted))
            )
            .DescribeModel<ModelConfusion>(
                "GetModelConfusion",
                "See which labels a model takes for which",
                "The confusion matrix where a document has exactly one label; "
                    + "and for each label how often it was given rightly and wrongly."
            );

        models
            .MapGet(
                "/{id}/curves/",
                async (
                    [Description(ModelEndpoints.IdText)] string id,
                    [Description(TypeText)] string? dataset_type,
                    HttpContext http,
                    ModelInsightQueries queries
                ) => Results.Ok(await queries.CurvesAsync(id, dataset_type, http.RequestAborted))
            )
            .DescribeModel<ModelCurves>(
                "GetModelCurves",
                "See what a model's probabilities are worth",
                "Precision and recall of each label by the least probability for which it is given, and the calibration curve."
            );

        models
            .MapGet(
                "/{id}/errors/",
                async (
                    [Description(ModelEndpoints.IdText)] string id,
                    [Description(TypeText)] string? dataset_type,
                    [Description("Only mistakes about this label.")] string? label,
                    [Description("How many at most, 1 to 100; default 50."), JsonSchemaType(typeof(int))] string? limit,
                    HttpContext http,
                    ModelInsightQueries queries
                ) => Results.Ok(await queries.MistakesAsync(id, dataset_type, label, limit, http.RequestAborted))
            )
            .DescribeModel<IReadOnlyList<ModelMistake>>(
                "ListModelErrors",
                "List a model's mistakes",
                "The documents that got a label wrongly or lack one, those first of which the model was most certain "
                    + "(100 for each label are kept), with what in the text led there."
            );

        models
            .MapGet(
                "/compare/",
                async (
                    [Description("The first model: " + ModelEndpoints.IdText)] string? a,
                    [Description("The second model: " + ModelEndpoints.IdText)] string? b,
                    [Description("dev, test or ext_test; default test.")] string? dataset_type,
                    HttpContext http,
                    ModelComparer comparer
                ) => Results.Ok(await comparer.RunAsync(a, b, dataset_type, http.RequestAborted))
            )
            .DescribeModel<ModelComparison>(
                "CompareModels",
                "Compare two models",
                "What each gets right alone of the documents that both were evaluated on, and whether that may be chance (McNemar's test)."
            );
    }
}
