using System.Text.Encodings.Web;
using Audience.Api.Access;
using Audience.Api.Audiences;
using Audience.Api.AuditTrail;
using Audience.Api.Callbacks;
using Audience.Api.Commands;
using Audience.Api.Documents;
using Audience.Api.Dumps;
using Audience.Api.Errors;
using Audience.Api.Models;
using Audience.Api.OpenApi;
using Audience.Api.Schedules;
using Audience.Api.Sources;
using Audience.Api.Tasks;
using Audience.Api.Tasks.Comparisons;
using Audience.Api.Tasks.Explain;
using Audience.Api.Tasks.Previews;
using Audience.Api.Tasks.Reports;
using Audience.Api.Workers;
using Audience.Data.Audiences;
using Audience.Data.Audit;
using Audience.Data.Exports;
using Audience.Data.Models;
using Audience.Hosting.Settings;

namespace Audience.Api;

/// <summary>What the API adds to its process.</summary>
public static class ApiRole
{
    /// <summary>Adds its services.</summary>
    /// <exception cref="SettingsException">It would serve other machines without keys.</exception>
    public static IServiceCollection AddApi(this IServiceCollection services, AudienceSettings settings, string urls)
    {
        Exposure.Check(settings, urls);
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddProblemDetails();
        // The contract's texts are Chinese in good part; they are not escaped.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(kestrel =>
        {
            // The rest of Kestrel's limits stay: headers of 32 KB, and callers that send slower than 240 bytes a second are cut off.
            kestrel.Limits.MaxRequestBodySize = settings.Api.MaxRequestBytes;
            kestrel.AddServerHeader = false;
        });
        services.AddAccess(settings);
        services.AddSingleton<SiteConfigReader>().AddSingleton<TaskRequestReader>().AddSingleton<TaskComposer>();
        services.AddSingleton<TaskChecks>().AddSingleton<TaskCreator>().AddSingleton<TaskDeleter>();
        services.AddSingleton<TaskAnnouncer>().AddSingleton<TaskActions>().AddSingleton<TaskStatusCache>().AddSingleton<TaskQueries>();
        services.AddSingleton<TaskWaits>().AddSingleton<TaskRuleSets>().AddSingleton<ResultExport>().AddSingleton<TaskDownload>();
        services
            .AddSingleton<ExplainActions>()
            .AddSingleton<ExplainerCache>()
            .AddSingleton<TaskRuleNames>()
            .AddSingleton<TaskReportQueries>()
            .AddSingleton<TaskChunkQueries>();
        services.AddSingleton<TaskFeed>().AddHostedService(p => p.GetRequiredService<TaskFeed>());
        services.AddSingleton<SourceQueries>().AddSingleton<AuditTable>().AddSingleton<AuditLog>();
        services.AddSingleton<AudienceCounter>().AddSingleton<AudienceMembers>().AddSingleton<AudienceSizes>();
        services.AddSingleton<PreviewActions>().AddSingleton<PreviewCalls>().AddSingleton<PreviewComparer>();
        services
            .AddSingleton<AudienceTable>()
            .AddSingleton<AudienceExport>()
            .AddSingleton<SavedAudiences>()
            .AddSingleton<AudienceDownload>();
        services.AddSingleton<DumpRequestReader>().AddSingleton<DumpChecks>().AddSingleton<DumpActions>().AddSingleton<ComparisonActions>();
        services
            .AddSingleton<ModelRequestReader>()
            .AddSingleton<PreparationChecks>()
            .AddSingleton<ModelAnnouncer>()
            .AddSingleton<ModelActions>()
            .AddSingleton<ModelDeleter>()
            .AddSingleton<ModelQueries>()
            .AddSingleton<ModelInsightQueries>()
            .AddSingleton<VoteQueries>()
            .AddSingleton<ModelComparer>()
            .AddSingleton<TaskModels>();
        services
            .AddSingleton<ModelVersions>()
            .AddSingleton<ModelTerms>()
            .AddSingleton<ModelThresholds>()
            .AddSingleton<TermIds>()
            .AddSingleton<TermWeightActions>()
            .AddSingleton<TermActions>()
            .AddSingleton<TermImport>()
            .AddSingleton<ModelImports>()
            .AddSingleton<ModelRegistration>()
            .AddSingleton<ModelImport>();
        services.AddDocuments();
        services.AddSchedules();
        services.AddCallbacks();
        return services.AddApiDocument();
    }

    /// <summary>Adds its endpoints.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseRejectedBodyDrain();
        app.Use(app.Services.GetRequiredService<AuditLog>().InvokeAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages(async context =>
            await context.HttpContext.Response.WriteAsJsonAsync(
                new
                {
                    detail = context.HttpContext.Response.StatusCode switch
                    {
                        404 => "Not Found",
                        405 => "Method Not Allowed",
                        var status => $"HTTP {status}",
                    },
                },
                // Without one it heeds the request's own, and throws nothing where the caller is gone.
                CancellationToken.None
            )
        );
        app.UseAccess();
        app.MapAccess();
        app.MapTasks();
        app.MapExplanations();
        app.MapPreviews();
        app.MapTaskReports();
        app.MapTaskDownload();
        app.MapDumps();
        app.MapComparisons();
        app.MapSources();
        app.MapAudit();
        app.MapAudiences();
        app.MapSavedAudiences();
        app.MapModels();
        app.MapWorkers();
        app.MapDocuments();
        app.MapSchedules();
        app.MapCallbacks();
        app.UseApiDocument();
    }
}
