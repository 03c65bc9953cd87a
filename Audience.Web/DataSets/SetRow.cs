using Audience.Client;

namespace Audience.Web.DataSets;

/// <summary>A document or a rule of a data set.</summary>
public sealed record SetRow
{
    /// <summary>Its number; 0 for one that is to be added.</summary>
    public long Id { get; init; }

    /// <summary>The document's or the rule's text.</summary>
    public string Content { get; init; } = "";

    /// <summary>Its label; several of a document with commas between.</summary>
    public string Label { get; init; } = "";

    /// <summary>A document's split, or a rule's kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How a keyword matches; empty for documents.</summary>
    public string Match { get; init; } = "";

    /// <summary>Of a keyword: longer texts within which it does not count, with commas between or as a list in JSON.</summary>
    public string Unless { get; init; } = "";

    /// <summary>A document's title, which is kept.</summary>
    public string Title { get; init; } = "";

    /// <summary>A document's author, who is kept.</summary>
    public string Author { get; init; } = "";

    /// <summary>A document.</summary>
    public static SetRow Of(DocumentItem item) =>
        new()
        {
            Id = item.Id,
            Content = item.Content,
            Label = item.Label,
            Kind = item.DatasetType,
            Title = item.Title,
            Author = item.Author,
        };

    /// <summary>A rule.</summary>
    public static SetRow Of(RuleItem item) =>
        new()
        {
            Id = item.Id,
            Content = item.Content,
            Label = item.Label,
            Kind = item.RuleType,
            Match = item.MatchType,
            Unless = UnlessText.Write(item.Unless),
        };

    /// <summary>A row as a browser sends it.</summary>
    public static SetRow Of(IFormCollection form) =>
        new()
        {
            Id = long.TryParse(form["id"], System.Globalization.CultureInfo.InvariantCulture, out long id) ? id : 0,
            Content = form["content"].ToString(),
            Label = form["label"].ToString(),
            Kind = form["kind"].ToString(),
            Match = form["match"].ToString(),
            Unless = form["unless"].ToString(),
            Title = form["title"].ToString(),
            Author = form["author"].ToString(),
        };

    /// <summary>Adds it, or changes the one of its number.</summary>
    public Task SaveAsync(AudienceClient api, string set, bool isRule, CancellationToken cancellationToken)
    {
        string id = Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (isRule)
        {
            var rule = new RuleRequest
            {
                Content = Content,
                Label = Label,
                RuleType = Kind,
                MatchType = Match.Length == 0 ? null : Match,
                Unless = [.. UnlessText.Read(Unless)],
            };
            return Id == 0 ? api.AddRuleAsync(set, rule, cancellationToken) : api.UpdateRuleAsync(id, rule, cancellationToken);
        }
        var document = new DocumentRequest
        {
            Content = Content,
            Label = Label,
            DatasetType = Kind,
            Title = Title,
            Author = Author,
        };
        return Id == 0 ? api.AddDocumentAsync(set, document, cancellationToken) : api.UpdateDocumentAsync(id, document, cancellationToken);
    }
}
