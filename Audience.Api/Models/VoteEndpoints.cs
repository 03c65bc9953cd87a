using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Contracts.Models;

namespace Audience.Api.Models;

/// <summary>What the votes of models weigh.</summary>
internal static class VoteEndpoints
{
    public static void MapVotes(this RouteGroupBuilder models) =>
        models
            .MapGet(
                "/{id}/votes/",
                async ([Description(ModelEndpoints.IdText)] string id, HttpContext http, VoteQueries votes) =>
                    Results.Ok(await votes.FindAsync(id, http.RequestAborted))
            )
            .DescribeModel<ModelVotes>(
                "GetModelVotes",
                "See what the votes of a vote of models weigh",
                "What each answer of each model adds to the score of each label of a LABEL_VOTE_MODEL."
            );
}
