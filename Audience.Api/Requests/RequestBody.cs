using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Audience.Api.Errors;

namespace Audience.Api.Requests;

/// <summary>
/// A JSON body whose names are matched without regard to case. Collects mistakes; <see cref="Check"/> throws them all at once.
/// </summary>
public sealed partial class RequestBody
{
    private const int MaxFields = 1_000;
    private readonly Dictionary<string, JsonElement> _fields;
    private readonly List<ValidationProblem> _problems = [];
    private readonly IReadOnlyList<string> _path;

    // What a frontend of the contract sends and nobody here has a use for.
    private static readonly string[] s_unused = ["feature_model", "MODEL_INFO", "MODEL_TYPE", "PREDICT_TYPE", "QUEUE"];
    private readonly HashSet<string> _asked = new(s_unused, StringComparer.OrdinalIgnoreCase);

    private RequestBody(JsonElement root, IReadOnlyList<string> path)
    {
        _path = path;
        // The last of several wins, as in every JSON reader that the callers know.
        _fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (var property in root.EnumerateObject())
        {
            _fields[ReadText(() => property.Name) ?? throw NotJson("a name in it is not valid text")] = property.Value;
            if (_fields.Count > MaxFields)
                throw new ValidationException([ValidationProblem.InBody(path, $"has more than {MaxFields} fields", "value_error.extra")]);
        }
    }

    /// <summary>The names that are present.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name)
    {
        _asked.Add(name);
        return _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>Whether a mistake has been noted for the field.</summary>
    public bool IsWrong(string name) => _problems.Any(p => p.Loc[^1] == name);

    /// <summary>A text, or null where it is absent.</summary>
    public string? Text(string name)
    {
        if (!Has(name))
            return null;
        var value = _fields[name];
        if (value.ValueKind != JsonValueKind.String)
            Wrong(name, "str type expected", "type_error.str");
        else if (ReadText(value.GetString) is { } text)
            return text;
        else
            Wrong(name, "str is not valid text: it holds half a surrogate pair, or is not UTF-8", "value_error.str");
        return null;
    }

    /// <summary>The text of a field that may be of another type too; null where it is none. Notes no mistake.</summary>
    public string? IfText(string name) =>
        Has(name) && _fields[name].ValueKind == JsonValueKind.String ? ReadText(_fields[name].GetString) : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string name)
    {
        if (!Has(name))
            Wrong(name, "field required", "value_error.missing");
        return Text(name) ?? "";
    }

    /// <summary>A list of texts that must be there; a text alone is a list of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name))
            Wrong(name, "field required", "value_error.missing");
        else if (_fields[name].ValueKind == JsonValueKind.String)
            return Text(name) is { } text ? [text] : [];
        else if (_fields[name].ValueKind != JsonValueKind.Array)
            Wrong(name, "value is not a valid list", "type_error.list");
        else
        {
            var texts = _fields[name]
                .EnumerateArray()
                .Select(e => e.ValueKind == JsonValueKind.String ? ReadText(e.GetString) : null)
                .ToList();
            if (texts.TrueForAll(t => t is not null))
                return [.. texts.OfType<string>()];
            Wrong(name, "every entry must be a text", "type_error.str");
        }
        return [];
    }

    /// <summary>A whole number within a range, also where it comes as text; the fallback where it is absent.</summary>
    public int Int(string name, int fallback, int min, int max)
    {
        if (!Has(name))
            return fallback;
        var value = _fields[name];
        int number = 0;
        bool whole =
            value.ValueKind == JsonValueKind.Number && IsWhole(value, out number)
            || value.ValueKind == JsonValueKind.String
                && int.TryParse(ReadText(value.GetString), NumberStyles.Integer, CultureInfo.InvariantCulture, out number);
        if (!whole)
            Wrong(name, "value is not a valid integer", "type_error.integer");
        else if (number < min || number > max)
            Wrong(name, $"ensure this value is from {min} to {max}", "value_error.number.range");
        return number;
    }

    // JavaScript and Python's floats write 5.0 for 5.
    private static bool IsWhole(JsonElement value, out int number)
    {
        bool whole =
            value.TryGetDecimal(out decimal given) && given == decimal.Truncate(given) && given is >= int.MinValue and <= int.MaxValue;
        number = whole ? (int)given : 0;
        return whole;
    }

    /// <summary>A number that must be there, also where it comes as text; finite.</summary>
    public double Number(string name)
    {
        if (!Has(name))
        {
            Wrong(name, "field required", "value_error.missing");
            return 0;
        }
        var value = _fields[name];
        double number = 0;
        bool valid =
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number)
            || value.ValueKind == JsonValueKind.String
                && double.TryParse(ReadText(value.GetString), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        if (!valid || !double.IsFinite(number))
            Wrong(name, "value is not a valid float", "type_error.float");
        return number;
    }

    /// <summary>True or false that must be there, also where it comes as text.</summary>
    public bool Bool(string name)
    {
        if (!Has(name))
        {
            Wrong(name, "field required", "value_error.missing");
            return false;
        }
        var value = _fields[name];
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        if (value.ValueKind == JsonValueKind.String && bool.TryParse(ReadText(value.GetString), out bool read))
            return read;
        Wrong(name, "value could not be parsed to a boolean", "type_error.bool");
        return false;
    }

    /// <summary>Whole numbers, or texts, one or a list of them, as texts; empty where the field is absent.</summary>
    public IReadOnlyList<string> NumbersOrTexts(string name)
    {
        if (!Has(name))
            return [];
        JsonElement[] values = _fields[name].ValueKind == JsonValueKind.Array ? [.. _fields[name].EnumerateArray()] : [_fields[name]];
        var texts = values
            .Select(value =>
                value.ValueKind switch
                {
                    JsonValueKind.Number => value.TryGetInt32(out int number) ? number.ToString(CultureInfo.InvariantCulture) : null,
                    JsonValueKind.String => ReadText(value.GetString),
                    _ => null,
                }
            )
            .ToList();
        if (texts.TrueForAll(text => text is not null))
            return [.. texts.OfType<string>()];
        Wrong(name, "value is not a valid integer, id or list of them", "type_error.integer");
        return [];
    }

    /// <summary>A value of any type as it stands; null where it is absent.</summary>
    public JsonElement? Value(string name)
    {
        if (!Has(name))
            return null;
        if (Utf8.IsValid(JsonMarshal.GetRawUtf8Value(_fields[name])))
            return _fields[name];
        Wrong(name, "value is not valid text: it is not UTF-8", "value_error.str");
        return null;
    }

    /// <summary>An object as it stands; null where it is absent.</summary>
    public JsonElement? Object(string name)
    {
        if (!Has(name))
            return null;
        var value = _fields[name];
        if (value.ValueKind != JsonValueKind.Object)
            Wrong(name, "value is not a valid dict", "type_error.dict");
        else if (Utf8.IsValid(JsonMarshal.GetRawUtf8Value(value)))
            return value;
        else
            Wrong(name, "dict is not valid text: it is not UTF-8", "value_error.str");
        return null;
    }

    /// <summary>The fields of an object within the body, whose mistakes are reported with this one's; null where it is absent.</summary>
    public RequestBody? Nested(string name) => Object(name) is { } value ? new RequestBody(value, [.. _path, name]) : null;

    /// <summary>The objects of a list within the body, whose mistakes are reported with this one's.</summary>
    public IReadOnlyList<RequestBody> NestedList(string name)
    {
        if (_fields[name].ValueKind == JsonValueKind.Array && _fields[name].EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object))
            return
            [
                .. _fields[name]
                    .EnumerateArray()
                    .Select((e, i) => new RequestBody(e, [.. _path, name, i.ToString(CultureInfo.InvariantCulture)])),
            ];
        Wrong(name, "value is not a valid list of dicts", "type_error.list");
        return [];
    }

    /// <summary>Notes a mistake.</summary>
    public void Wrong(string name, string message, string type) => _problems.Add(ValidationProblem.InBody([.. _path, name], message, type));

    /// <summary>Takes over the mistakes of a nested object.</summary>
    public void Adopt(RequestBody nested)
    {
        nested.RefuseUnknown();
        _problems.AddRange(nested._problems);
    }

    /// <summary>Ends reading: fields that nobody asked for are mistakes, too, as a misspelt name must not run something else.</summary>
    /// <exception cref="ValidationException">There were mistakes.</exception>
    public void Check()
    {
        RefuseUnknown();
        if (_problems.Count > 0)
            throw new ValidationException(_problems);
    }

    private void RefuseUnknown()
    {
        foreach (string name in _fields.Keys.Where(name => !_asked.Contains(name)))
            Wrong(name.Length <= 100 ? name : name[..100] + "…", "extra fields not permitted", "value_error.extra");
    }
}
