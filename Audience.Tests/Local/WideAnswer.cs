using System.Collections;
using System.Reflection;

namespace Audience.Tests.Local;

/// <summary>
/// Answers of the API with everything in them as wide as it gets: whole ids, long labels of Chinese signs, large numbers.
/// </summary>
internal static class WideAnswer
{
    /// <summary>Most figures.</summary>
    public const int Figure = 123456789;

    private const string Wide = "很長的標籤名稱ABCDEFGHIJKLMNOPQRSTUVWXYZ與很長的內容,一個空格也沒有";

    /// <summary>Every id.</summary>
    public static readonly string Id = string.Concat(Enumerable.Repeat("0123456789abcdef", 2));

    /// <summary>Words that mean something to who reads the answer.</summary>
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["Stat"] = "SUCCESS",
        ["ProdStat"] = "finish",
        ["Phase"] = "done",
        ["Status"] = "finished",
        ["TrainingStatus"] = "finished",
        ["ExtStatus"] = "finished",
        ["Report"] = $$$"""{"{{{Wide}}}": {"precision": 0.5, "recall": 0.5, "f1-score": 0.5, "support": 123456789}}""",
        ["Kind"] = "backfill",
        ["Time"] = "2020-12-31 23:59:59",
        ["CreateTime"] = "2020-12-31 23:59:59",
        ["Cron"] = "*/15 0-8,20-23 1,15 * 1-5",
    };

    /// <summary>An answer of a type of the client.</summary>
    public static object Of(Type type, string name = "")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return s_words.TryGetValue(name, out string? word) ? word
                : name.EndsWith("Id", StringComparison.Ordinal) ? Id
                : Wide;
        if (type == typeof(object))
            return Wide;
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset))
            return type == typeof(DateTime)
                ? new DateTime(2020, 12, 31, 23, 59, 59, DateTimeKind.Utc)
                : (object)new DateTimeOffset(2020, 12, 31, 23, 59, 59, TimeSpan.FromHours(8));
        if (type.IsEnum || type == typeof(bool))
            return type.IsEnum ? Enum.GetValues(type).GetValue(0)! : false;
        if (type.IsPrimitive || type == typeof(decimal))
            return Convert.ChangeType(
                name == "Spans" ? 2
                    : type == typeof(double) ? 0.123456
                    : name == "Run" ? 12345
                    : Figure,
                type,
                System.Globalization.CultureInfo.InvariantCulture
            );
        if (type.IsGenericType && type.GetGenericArguments() is [var keys, var values] && keys == typeof(string))
            return Filled(typeof(Dictionary<,>).MakeGenericType(keys, values), d => ((IDictionary)d).Add(Wide, Of(values)));
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
            return Filled(
                typeof(List<>).MakeGenericType(type.GetGenericArguments()),
                list =>
                {
                    for (int i = 0; i < 2; i++)
                        ((IList)list).Add(Of(type.GetGenericArguments()[0], name));
                }
            );
        return Filled(
            type,
            answer =>
            {
                foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
                    if (property.Name != "AdditionalProperties")
                        property.SetValue(answer, Of(property.PropertyType, property.Name));
            }
        );
    }

    private static object Filled(Type type, Action<object> fill)
    {
        object made = Activator.CreateInstance(type)!;
        fill(made);
        return made;
    }
}
