using Microsoft.AspNetCore.Http.Metadata;
using NSwag.Generation.AspNetCore;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Audience.Api.OpenApi;

/// <summary>Brings what endpoints say of themselves (summary, description, what each status means) into the document.</summary>
internal sealed class EndpointTexts : IOperationProcessor
{
    public bool Process(OperationProcessorContext context)
    {
        var operation = context.OperationDescription.Operation;
        var endpoint = ((AspNetCoreOperationProcessorContext)context).ApiDescription;
        var metadata = endpoint.ActionDescriptor.EndpointMetadata;
        // As the contract writes it, with its trailing slash; both forms are served.
        context.OperationDescription.Path = "/" + endpoint.RelativePath;
        operation.Summary = metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary;
        operation.Description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description;
        foreach (var (status, response) in operation.Responses)
            response.Description =
                operation.Tags.Contains("Models") ? ModelMeaning(status)
                : operation.Tags.Contains("Documents") ? DocumentMeaning(status)
                : Meaning(status);
        // Read as JSON also where the caller names no type; that is no choice to offer.
        operation.RequestBody?.Content.Remove("*/*");
        if (metadata.OfType<FormFields>().LastOrDefault() is { } form)
            operation.RequestBody = form.ToBody();
        return true;
    }

    private static string ModelMeaning(string status) =>
        status switch
        {
            "200" => "Successful response.",
            "400" => "The request cannot be served; error_message says why.",
            "500" => "The database or the broker cannot be reached; error_message says why.",
            _ => Meaning(status),
        };

    private static string DocumentMeaning(string status) =>
        status switch
        {
            "404" => "There is no such data set or row.",
            "413" => "The file is larger than MAX_DATASET_BYTES.",
            "422" => "The body is not of the documented form; error_message says where.",
            _ => ModelMeaning(status),
        };

    private static string Meaning(string status) =>
        status switch
        {
            "200" =>
                "Successful response. Unless HTTP_STATUS_FROM_ERROR_CODE is on, or the request has a header X-HTTP-Status-From-Error-Code, "
                    + "errors come with this status too: error_code then is not 200, and error_message is a text.",
            "401" => "No valid key in X-API-Key.",
            "403" => "The key may only read.",
            "429" => "Too many calls of this caller in a second, or too many large "
                + "bodies at once; Retry-After says after how many seconds to go on.",
            "422" => "The body is not of the documented form; every mistake is listed.",
            _ => $"error_code {status}, as the HTTP status where HTTP_STATUS_FROM_ERROR_CODE is on.",
        };
}
