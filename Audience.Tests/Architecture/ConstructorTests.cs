using System.Collections;
using System.Reflection;

namespace Audience.Tests.Architecture;

/// <summary>
/// A class that needs more than six others does more than one thing. What counts: the parameters of each constructor, primary ones
/// included, of each class that is no record, exception or attribute, whether the container builds it or not. Each counts that is a class
/// or an interface, loggers, clocks and settings among them, and a collection of such; values, texts, arrays, functions and collections of
/// those are data and do not.
/// </summary>
[Category("unit")]
internal sealed class ConstructorTests
{
    private const int Max = 6;

    [TestCase("Contracts")]
    [TestCase("Labeling")]
    [TestCase("Training")]
    [TestCase("Data")]
    [TestCase("Hosting")]
    [TestCase("Api")]
    [TestCase("Jobs")]
    [TestCase("LabelWorker")]
    [TestCase("ModelWorker")]
    [TestCase("Web")]
    [TestCase("Samples")]
    [TestCase("Local")]
    [TestCase("Testing")]
    public void Constructors_take_at_most_six_others(string project)
    {
        string[] over =
        [
            .. Assembly
                .Load("Audience." + project)
                .GetTypes()
                .Where(HasBehaviour)
                .Select(type => (type.FullName, Count: type.GetConstructors(All).Select(Count).DefaultIfEmpty().Max()))
                .Where(type => type.Count > Max)
                .Select(type => $"{type.FullName}: {type.Count}"),
        ];
        Assert.That(over, Is.Empty, "each of these does more than one thing: split it, or give some of what it needs a class of its own");
    }

    [TestCase(typeof(Taking<string, int[], Func<Uri>>), 0)]
    [TestCase(typeof(Taking<IReadOnlyList<string>, CancellationToken, DayOfWeek>), 0)]
    [TestCase(typeof(Taking<TimeProvider, IEnumerable<TimeProvider>, string>), 2)]
    public void Others_are_told_from_data(Type type, int count)
    {
        Assert.That(type.GetConstructors(All).Select(Count), Is.EqualTo([count]));
    }

    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // What a compiler makes, closures among it, has names that nobody can write.
    private static bool HasBehaviour(Type type) =>
        type.IsClass
        && !type.Name.Contains('<', StringComparison.Ordinal)
        && type.GetMethod("<Clone>$") is null
        && !type.IsAssignableTo(typeof(Exception))
        && !type.IsAssignableTo(typeof(Attribute));

    private static int Count(ConstructorInfo constructor) =>
        constructor.GetParameters().Count(parameter => !IsData(parameter.ParameterType));

    private static bool IsData(Type type) =>
        type.IsValueType
        || type.IsArray
        || type == typeof(string)
        || type.IsAssignableTo(typeof(Delegate))
        || type.IsAssignableTo(typeof(IEnumerable)) && type.GetGenericArguments() is { Length: > 0 } of && of.All(IsData);

    private sealed class Taking<T1, T2, T3>
    {
        public Taking(T1 first, T2 second, T3 third) => _ = (first, second, third);
    }
}
