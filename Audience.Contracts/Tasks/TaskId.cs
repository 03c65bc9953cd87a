using System.Diagnostics.CodeAnalysis;

namespace Audience.Contracts.Tasks;

/// <summary>Task ids as text: 32 lower-case hexadecimal digits.</summary>
public static class TaskId
{
    /// <summary>The id as the contract writes it.</summary>
    public static string Format(Guid id) => id.ToString("N");

    /// <summary>Reads an id of exactly 32 hexadecimal digits, in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id) =>
        Guid.TryParseExact(text?.Length == 32 ? text : null, "N", out id);
}
