using System.Data.Common;
using Audience.Api.Errors;
using Audience.Contracts.Audiences;
using Audience.Contracts.Tasks;
using Audience.Data.Audiences;
using Audience.Hosting;

namespace Audience.Api.Audiences;

/// <summary>Audiences that are saved under a name.</summary>
public sealed class SavedAudiences(AudienceTable table, AudienceSizes sizes, LocalClock clock)
{
    /// <summary>Saves an audience that can be counted.</summary>
    /// <exception cref="ApiException">400: the name is in use, or it cannot be counted.</exception>
    public Task<AudienceDetails> SaveAsync(string name, AudienceQuestion question, CancellationToken cancellationToken) =>
        OnTableAsync(async () =>
        {
            var size = await sizes.CountAsync(question, cancellationToken);
            var row = new AudienceRow
            {
                AudienceId = TaskId.Format(Guid.NewGuid()),
                Name = name,
                Definition = question.ToJson(),
                CreateTime = clock.Now,
            };
            if (!await table.InsertAsync(row, cancellationToken))
                throw TaskErrors.Bad($"NAME '{name}' is in use: choose another, or delete that audience first");
            return await TellAsync(row, size, null, cancellationToken);
        });

    /// <summary>All of them, with the sizes that they last had.</summary>
    public Task<IReadOnlyList<AudienceSummary>> ListAsync(CancellationToken cancellationToken) =>
        OnTableAsync<IReadOnlyList<AudienceSummary>>(async () =>
        {
            var last = (await table.SizesAsync(null, cancellationToken)).ToDictionary(s => s.AudienceId, s => s.Authors);
            return
            [
                .. (await table.ListAsync(cancellationToken)).Select(row =>
                    Summary(row, last.TryGetValue(row.AudienceId, out long authors) ? authors : null)
                ),
            ];
        });

    /// <summary>One of them, counted now.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public Task<AudienceDetails> FindAsync(string audienceId, CancellationToken cancellationToken) =>
        OnTableAsync(async () =>
        {
            var (row, question) = await FindQuestionAsync(audienceId, cancellationToken);
            try
            {
                return await TellAsync(row, await sizes.CountAsync(question, cancellationToken), null, cancellationToken);
            }
            catch (ApiException e) when (e.Code is 400 or 404)
            {
                return await TellAsync(row, null, e.Message, cancellationToken);
            }
        });

    /// <summary>Deletes one of them.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public Task<string> DeleteAsync(string audienceId, CancellationToken cancellationToken) =>
        OnTableAsync(async () =>
        {
            string id = TaskErrors.CheckId(audienceId);
            return await table.DeleteAsync(id, cancellationToken) ? $"successfully deleted audience {id}" : throw Unknown(id);
        });

    /// <summary>What one of them asks.</summary>
    /// <exception cref="ApiException">404: there is none.</exception>
    public async Task<(AudienceRow Row, AudienceQuestion Question)> FindQuestionAsync(
        string audienceId,
        CancellationToken cancellationToken
    )
    {
        string id = TaskErrors.CheckId(audienceId);
        var row = await OnTableAsync(() => table.FindAsync(id, cancellationToken)) ?? throw Unknown(id);
        return (row, AudienceQuestion.FromJson(row.Definition));
    }

    private async Task<AudienceDetails> TellAsync(AudienceRow row, AudienceCount? size, string? error, CancellationToken cancellationToken)
    {
        if (size is not null)
            await table.AddSizeAsync(row.AudienceId, clock.Now, size.Groups, cancellationToken);
        var history = await table.SizesAsync(row.AudienceId, cancellationToken);
        return new AudienceDetails
        {
            Audience = Summary(row, size?.Authors ?? (history.Count == 0 ? null : history[^1].Authors)),
            Size = size,
            ErrorMessage = error,
            History =
            [
                .. history.Select(h => new AudienceSizeAt
                {
                    Time = h.Time,
                    Authors = h.Authors,
                    Groups = h.Groups,
                }),
            ],
        };
    }

    private static AudienceSummary Summary(AudienceRow row, long? authors)
    {
        var question = AudienceQuestion.FromJson(row.Definition);
        return new AudienceSummary
        {
            AudienceId = row.AudienceId,
            Name = row.Name,
            Of = question.Of,
            Where = question.WhereJson,
            Groups = question.Groups,
            CreateTime = row.CreateTime,
            Authors = authors,
        };
    }

    private static async Task<T> OnTableAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (DbException e)
        {
            throw new ApiException(500, "cannot connect to the table of audiences. Additional error message: " + e.Message, e);
        }
    }

    private static ApiException Unknown(string id) => new(404, $"there is no audience {id}");
}
