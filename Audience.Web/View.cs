using Audience.Client;
using Audience.Web.Texts;

namespace Audience.Web;

/// <summary>What every page is made with: who looks at it, and in which language.</summary>
public sealed record View
{
    /// <summary>The texts.</summary>
    public required Words Words { get; init; }

    /// <summary>The path and query of the page.</summary>
    public required string Path { get; init; }

    /// <summary>light, dark, or empty for the system's choice.</summary>
    public string Theme { get; init; } = "";

    /// <summary>What proves that a form comes from a page of ours.</summary>
    public string FormToken { get; init; } = "";

    /// <summary>Whether the key may change things; nothing else is offered.</summary>
    public bool MayOperate { get; init; }

    /// <summary>Whether there is a key to forget.</summary>
    public bool SignedIn { get; init; }
}

/// <summary>A visit: the view, and the API as the visitor may call it.</summary>
/// <param name="View">For the pages.</param>
/// <param name="Api">With the visitor's key.</param>
public sealed record Visit(View View, AudienceClient Api);
