using Audience.Api.Documents;
using Audience.Api.Requests;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Documents;

namespace Audience.Api.Tasks.Previews;

/// <summary>Reads GOLD and GOLD_TYPES of a preview.</summary>
internal static class GoldFields
{
    /// <summary>The documents that they name; null where there is no GOLD. Mistakes are noted in the body.</summary>
    public static PreviewedGold? Read(RequestBody body)
    {
        string? set = body.Text("GOLD");
        bool hasTypes = body.Has("GOLD_TYPES");
        string[] types = hasTypes ? [.. body.Texts("GOLD_TYPES").Distinct()] : [.. DocumentRow.Types];
        if (hasTypes && set is null && !body.IsWrong("GOLD"))
            body.Wrong("GOLD_TYPES", "they are types of the documents of GOLD: name that data set, too", "value_error.missing");
        if (types.Length == 0 && !body.IsWrong("GOLD_TYPES"))
            body.Wrong("GOLD_TYPES", $"is empty: name some of {Known}, or leave it out for all", "value_error.list.min_items");
        if (types.FirstOrDefault(type => !DocumentRow.Types.Contains(type)) is { } unknown)
            body.Wrong("GOLD_TYPES", $"'{DocumentErrors.Shown(unknown)}' is not one of {Known}", "type_error.enum");
        if (set is null)
            return null;
        if (TaskId.TryParse(set, out var id))
            return new PreviewedGold(TaskId.Format(id), types);
        body.Wrong(
            "GOLD",
            $"'{DocumentErrors.Shown(set)}' is not the id of a data set of /documents/: 32 hexadecimal digits",
            "value_error.id"
        );
        return null;
    }

    private static string Known => string.Join(", ", DocumentRow.Types);
}
