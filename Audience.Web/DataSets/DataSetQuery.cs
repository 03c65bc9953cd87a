using System.Globalization;

namespace Audience.Web.DataSets;

/// <summary>Which rows of a data set are shown.</summary>
public sealed record DataSetQuery
{
    /// <summary>The data set.</summary>
    public required string Id { get; init; }

    /// <summary>Only rows with this text; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only rows of this label; null for all.</summary>
    public string? Label { get; init; }

    /// <summary>Only documents of this split, train, dev, test or ext_test; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>How many are left out before.</summary>
    public int Offset { get; init; }

    /// <summary>The row that is being edited; null for none.</summary>
    public long? Edit { get; init; }

    /// <summary>As an address asks for it; what means nothing is left out.</summary>
    public static DataSetQuery Of(string id, IQueryCollection query)
    {
        return new DataSetQuery
        {
            Id = id,
            Search = Given("search"),
            Label = Given("label"),
            Split = Given("split") is "train" or "dev" or "test" or "ext_test" ? Given("split") : null,
            Offset = (int)(Number("offset") ?? 0),
            Edit = Number("edit"),
        };

        string? Given(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        long? Number(string name) =>
            int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    /// <summary>The page's address.</summary>
    public override string ToString()
    {
        var fields = new Dictionary<string, string?>
        {
            ["search"] = Search,
            ["label"] = Label,
            ["split"] = Split,
            ["offset"] = Offset == 0 ? null : Offset.ToString(CultureInfo.InvariantCulture),
            ["edit"] = Edit?.ToString(CultureInfo.InvariantCulture),
        };
        return $"{ConsoleRegistration.Path}/datasets/{Id}{QueryString.Create(fields.Where(f => f.Value is not null))}";
    }
}
