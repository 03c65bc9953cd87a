using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.Generation.TypeMappers;
using NSwag;

namespace Audience.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi.json</c>, and Swagger UI over it at <c>/docs</c>.</summary>
public static class ApiDocument
{
    private const string KeyHeader = "X-API-Key";

    /// <summary>Adds the document.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        return services.AddOpenApiDocument(document =>
        {
            document.DocumentName = "v1";
            document.Title = "Audience";
            document.Version = "2.2";
            document.Description =
                "Labels social-media posts by what they say and who wrote them. Errors come in the body: error_code and error_message.";
            document.SchemaSettings.DefaultReferenceTypeNullHandling = ReferenceTypeNullHandling.NotNull;
            document.SchemaSettings.TypeMappers.Add(PatternSchema.Mapper);
            document.SchemaSettings.TypeMappers.Add(
                new PrimitiveTypeMapper(
                    typeof(Stream),
                    file => (file.Type, file.Format) = (JsonObjectType.String, JsonFormatStrings.Binary)
                )
            );
            document.OperationProcessors.Add(new EndpointTexts());
            document.AddSecurity(
                KeyHeader,
                new OpenApiSecurityScheme
                {
                    Type = OpenApiSecuritySchemeType.ApiKey,
                    In = OpenApiSecurityApiKeyLocation.Header,
                    Name = KeyHeader,
                    Description =
                        "A key whose hash is in API_KEYS; with a key for reading only "
                        + "GET is allowed. Where API_KEYS is empty, none is asked for.",
                }
            );
            document.PostProcess = d =>
            {
                d.Security.Add(new OpenApiSecurityRequirement { [KeyHeader] = [] });
                WrappedTexts.Unwrap(d.Definitions.Values);
                ResponseExamples.Add(d);
            };
        });
    }

    /// <summary>Serves both.</summary>
    public static void UseApiDocument(this WebApplication app)
    {
        app.UseOpenApi(o =>
        {
            o.Path = "/openapi.json";
            // Without a server of its own a document is about the host that it came from, whatever name that was called by.
            o.PostProcess = (document, _) => document.Servers.Clear();
        });
        app.UseSwaggerUi(ui =>
        {
            ui.Path = "/docs";
            ui.DocumentPath = "/openapi.json";
            ui.DocumentTitle = "Audience";
            ui.DocExpansion = "list";
        });
    }
}
