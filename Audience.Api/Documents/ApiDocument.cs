namespace Audience.Api.Documents;

/// <summary>The OpenAPI document at <c>/openapi.json</c>, and Swagger UI over it at <c>/docs</c>.</summary>
public static class ApiDocument
{
    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        return services.AddOpenApiDocument(document =>
        {
            document.DocumentName = "v1";
            document.Title = "Audience";
            document.Version = "2.2";
            document.Description = "Labels social-media posts by what they say and who wrote them. Errors come in the body: error_code and error_message.";
            document.PostProcess = d =>
            {
                d.Servers.Clear();
                foreach (var operation in d.Operations.Where(o => o.Operation.RequestBody is not null))
                    operation.Operation.RequestBody.Content.Remove("*/*");
            };
        });
    }

    /// <summary>Serves both.</summary>
    public static void UseApiDocument(this WebApplication app)
    {
        app.UseOpenApi(o => o.Path = "/openapi.json");
        app.UseSwaggerUi(ui =>
        {
            ui.Path = "/docs";
            ui.DocumentPath = "/openapi.json";
            ui.DocumentTitle = "Audience";
        });
    }
}
