namespace Audience.Labeling.Rules.Expressions;

/// <summary>How an expression compares characters, by its flags.</summary>
internal enum PythonCase
{
    /// <summary>(?-i:…): as they are.</summary>
    Exact,

    /// <summary>(?a): only A to Z and a to z ignore case.</summary>
    Ascii,

    /// <summary>All letters ignore case.</summary>
    Unicode,
}
