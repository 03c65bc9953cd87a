using System.Data.Common;
using Audience.Api.Downloads;
using Audience.Api.Errors;
using Audience.Api.Tasks;
using Audience.Data.Audiences;

namespace Audience.Api.Audiences;

/// <summary>Streams the authors of an audience.</summary>
public sealed class AudienceDownload(SavedAudiences saved, AudienceMembers members, AudienceExport export, ILogger<AudienceDownload> log)
{
    /// <summary>Answers with the authors.</summary>
    /// <exception cref="ApiException">The audience or a task of it is not there; nothing was answered yet.</exception>
    public async Task RunAsync(string audienceId, TaskDownloadQuery query, HttpContext http)
    {
        try
        {
            var (row, question) = await saved.FindQuestionAsync(audienceId, http.RequestAborted);
            var of = await members.FindAsync(question, http.RequestAborted);
            await new RowFile($"audience_{row.AudienceId}", AudienceExport.Columns, query.Format, query.Gzip, query.Raw).AnswerAsync(
                http,
                (writer, flush, cancellationToken) => export.WriteAsync(of, question.Where, writer, flush, cancellationToken),
                e => log.LogError(e, "The download of audience {AudienceId} broke off", row.AudienceId)
            );
        }
        catch (DbException e)
        {
            throw new ApiException(500, "cannot read the authors. Additional error message: " + e.Message, e);
        }
    }
}
