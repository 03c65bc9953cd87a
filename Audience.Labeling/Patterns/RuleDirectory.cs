using System.Text;
using Audience.Labeling.Items;

namespace Audience.Labeling.Patterns;

/// <summary>
/// The rules for tasks that bring none: a file <c>model_type/label/predict_type.txt</c> under the rules directory, UTF-8, as
/// <see cref="RuleFile"/> reads it. Directories whose name begins with a dot are no labels.
/// </summary>
public static class RuleDirectory
{
    /// <summary>Reads the rules of every label, in ordinal order of the labels.</summary>
    /// <param name="rulesDirectory">The rules directory; it need not exist.</param>
    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="predictType">author_name (or its alias author), content, title, s_area_id, s_id, id or post_time, in any case.</param>
    /// <returns>A PATTERN as JSON text, or null when the directory has no rule for the model and predict type.</returns>
    /// <exception cref="PatternException">A line cannot be a rule, or a file cannot be read; the message names the file and the
    /// line.</exception>
    public static string? Read(string rulesDirectory, string modelType, string predictType)
    {
        List<LabelItems> labels = [];
        foreach ((string label, string path, RuleFile file) in Files(rulesDirectory, modelType, predictType))
        {
            if (file.Problems.FirstOrDefault(problem => problem.IsError) is { } problem)
                throw new PatternException($"{path}, line {problem.Line}: {problem.Message}");
            if (file.Rules.Count > 0)
                labels.Add(new LabelItems(label, [.. file.Rules.Select(rule => rule.Item)]));
        }
        return labels.Count > 0 ? ItemWriter.Write(labels) : null;
    }

    /// <summary>Reads every rule file for a predict type, with what is wrong in it.</summary>
    /// <inheritdoc cref="Read(string, string, string)" path="/param"/>
    /// <returns>The label, the path and the content of each file, in ordinal order of the labels.</returns>
    /// <exception cref="PatternException">A file cannot be read; the message names it.</exception>
    public static IReadOnlyList<(string Label, string Path, RuleFile File)> Files(
        string rulesDirectory,
        string modelType,
        string predictType
    )
    {
        bool keywords = LabelModels.IsKeywordModel(modelType);
        string[] names = FileNames(predictType);
        List<(string, string, RuleFile)> files = [];
        foreach (string label in Labels(Path.Combine(rulesDirectory, keywords ? LabelModels.KeywordModelType : LabelModels.RuleModelType)))
            if (names.Select(name => Path.Combine(label, name)).FirstOrDefault(IsThere) is { } file)
                files.Add((Path.GetFileName(label), file, Load(file, keywords)));
        return files;
    }

    /// <summary>The directories of labels, in ordinal order.</summary>
    /// <exception cref="PatternException">One is a link to nothing, or cannot be listed.</exception>
    private static IEnumerable<string> Labels(string directory)
    {
        try
        {
            if (!IsThere(directory))
                return [];
            return
            [
                .. Directory
                    .EnumerateFileSystemEntries(directory)
                    .Where(entry => !Path.GetFileName(entry).StartsWith('.') && IsThere(entry) && Directory.Exists(entry))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PatternException($"the rules in {directory} cannot be read: {e.Message}", e);
        }
    }

    private static RuleFile Load(string file, bool keywords)
    {
        try
        {
            using StreamReader reader = new(file, Encoding.UTF8);
            return RuleFile.Read(reader, keywords);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PatternException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Whether a path is there; a link to nothing is a mistake, not nothing.</summary>
    private static bool IsThere(string path)
    {
        // .NET takes a link to nothing for a file that exists.
        if (new FileInfo(path).LinkTarget is { } target && !IsTargetThere(path))
            throw new PatternException($"{path} is a link to {target}, which is not there");
        return File.Exists(path) || Directory.Exists(path);
    }

    private static bool IsTargetThere(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { } target
                && (File.Exists(target.FullName) || Directory.Exists(target.FullName));
        }
        catch (IOException)
        {
            // Links that lead in a circle.
            return false;
        }
    }

    private static string[] FileNames(string predictType) =>
        predictType.ToUpperInvariant() switch
        {
            "AUTHOR_NAME" or "AUTHOR" => ["author_name.txt", "author.txt"],
            "CONTENT" => ["content.txt"],
            "TITLE" => ["title.txt"],
            "S_AREA_ID" => ["s_area_id.txt"],
            "S_ID" => ["s_id.txt"],
            "ID" => ["id.txt"],
            "POST_TIME" => ["post_time.txt"],
            _ => throw new PatternException($"there are no rules for the predict type '{predictType}'"),
        };
}
