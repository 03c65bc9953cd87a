using System.Text;

namespace Audience.Labeling.Rules;

/// <summary>Rewrites the two spellings for named groups that only Python has: <c>(?P&lt;name&gt;…)</c> and <c>(?P=name)</c>.</summary>
internal static class PythonSyntax
{
    internal static string ToDotNet(string expression)
    {
        if (!expression.Contains("(?P", StringComparison.Ordinal))
            return expression;
        StringBuilder result = new(expression.Length);
        bool inClass = false;
        for (int i = 0; i < expression.Length; i++)
        {
            char c = expression[i];
            ReadOnlySpan<char> rest = expression.AsSpan(i);
            if (c == '\\' && rest.Length > 1)
            {
                result.Append(rest[..2]);
                i++;
            }
            else if (!inClass && rest.StartsWith("(?P<", StringComparison.Ordinal))
            {
                result.Append("(?<");
                i += 3;
            }
            else if (!inClass && rest.StartsWith("(?P=", StringComparison.Ordinal) && rest.IndexOf(')') is > 4 and var end)
            {
                result.Append("\\k<").Append(rest[4..end]).Append('>');
                i += end;
            }
            else
            {
                // A bracket that opens a class may be followed by one that it holds: []a] and [^]a].
                if (!inClass && c == '[')
                {
                    int held = rest.Length > 1 && rest[1] == '^' ? 2 : 1;
                    if (rest.Length > held && rest[held] == ']')
                    {
                        result.Append(rest[..held]);
                        i += held;
                        c = ']';
                    }
                    inClass = true;
                }
                else if (inClass && c == ']')
                {
                    inClass = false;
                }
                result.Append(c);
            }
        }
        return result.ToString();
    }
}
