using NSwag;
using NSwag.CodeGeneration;

namespace Audience.ClientGenerator;

/// <summary>Parameters as C# has them: <c>task_id</c> is <c>taskId</c>.</summary>
internal sealed class ParameterNames : IParameterNameGenerator
{
    public string Generate(OpenApiParameter parameter, IEnumerable<OpenApiParameter> allParameters)
    {
        string[] words = parameter.Name.Split('_', '-');
        return char.ToLowerInvariant(words[0][0])
            + words[0][1..]
            + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
