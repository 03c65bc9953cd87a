using System.Data.Common;
using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Audiences;
using Audience.Data.Audiences;

namespace Audience.Api.Audiences;

/// <summary>Counts audiences.</summary>
public sealed class AudienceSizes(AudienceMembers members, AudienceCounter counter)
{
    /// <summary>How many authors are meant.</summary>
    /// <exception cref="ApiException">A task or a panel is not there, or the database is away.</exception>
    public async Task<AudienceCount> CountAsync(AudienceQuestion question, CancellationToken cancellationToken)
    {
        var bits = new PanelBits(question.Where.Panels);
        var counts = await CountAsync(question, bits, cancellationToken);
        var groups = counts.ToDictionary(g => g.Key, g => g.Value.Where(c => question.Where.Holds(c.Key, bits)).Sum(c => c.Value));
        return new AudienceCount { Authors = groups.Values.Sum(), Groups = groups };
    }

    /// <summary>Every combination of panels that occurs.</summary>
    /// <inheritdoc cref="CountAsync(AudienceQuestion, CancellationToken)" path="/exception"/>
    public async Task<PanelOverlap> OverlapAsync(
        AudienceQuestion question,
        IReadOnlyList<string> panels,
        CancellationToken cancellationToken
    )
    {
        var bits = new PanelBits(panels);
        var counts = await CountAsync(question, bits, cancellationToken);
        var all = counts.SelectMany(g => g.Value.Select(c => (Group: g.Key, Mask: c.Key, Authors: c.Value))).ToLookup(c => c.Mask);
        var combinations = all.Where(c => c.Key != 0)
            .Select(c => new PanelCombination
            {
                Panels = bits.Names(c.Key),
                Authors = c.Sum(g => g.Authors),
                Groups = c.ToDictionary(g => g.Group, g => g.Authors),
            })
            .OrderByDescending(c => c.Authors)
            .ThenBy(c => string.Join('\n', c.Panels), StringComparer.Ordinal)
            .ToList();
        return new PanelOverlap
        {
            Combinations = combinations,
            Authors = combinations.Sum(c => c.Authors),
            Others = all[0].Sum(g => g.Authors),
        };
    }

    /// <summary>An answer of the contract.</summary>
    internal static Envelope<T> Ok<T>(T value) => new() { ErrorCode = 200, ErrorMessage = value };

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<ulong, long>>> CountAsync(
        AudienceQuestion question,
        PanelBits bits,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var of = await members.FindAsync(question, cancellationToken);
            var counts = await counter.CountAsync(of, bits, cancellationToken);
            foreach (string panel in bits.Panels.Where(p => !bits.Seen.Contains(p)))
                if (!await members.KnowAsync(panel, of, cancellationToken))
                    throw TaskErrors.Bad(
                        $"unknown panel '{panel}': the tasks of OF have {string.Join(", ", bits.Seen.Take(50).DefaultIfEmpty("none"))}"
                    );
            return counts;
        }
        catch (InvalidOperationException e)
        {
            throw new ApiException(404, e.Message, e);
        }
        catch (DbException e)
        {
            throw new ApiException(500, "cannot count the authors. Additional error message: " + e.Message, e);
        }
    }
}
