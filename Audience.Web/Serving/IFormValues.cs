namespace Audience.Web.Serving;

/// <summary>A form that was filled in: fields show what was typed, and what is wrong with it.</summary>
public interface IFormValues
{
    /// <summary>A field's text, empty where nothing was typed.</summary>
    string this[string name] { get; }

    /// <summary>What is wrong, by the fields' names.</summary>
    IReadOnlyList<Mistake> Mistakes { get; }
}
