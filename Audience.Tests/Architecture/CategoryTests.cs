namespace Audience.Tests.Architecture;

/// <summary>Every class of tests says what it needs, so that <c>./test.sh --category</c> leaves none out.</summary>
[Category("unit")]
internal sealed class CategoryTests
{
    private static readonly string[] s_known = ["unit", "property", "database", "broker", "faults", "pages", "published"];

    [Test]
    public void Every_test_class_has_one_known_category()
    {
        string[] wrong =
        [
            .. typeof(CategoryTests)
                .Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.GetMethods().Any(IsTest))
                .Where(type => CategoriesOf(type) is not [var only] || !s_known.Contains(only))
                .Select(type => $"{type.FullName}: [{string.Join(", ", CategoriesOf(type))}]"),
        ];
        Assert.That(wrong, Is.Empty, $"give each of these one [Category], of {string.Join(", ", s_known)}");
    }

    [Test]
    public void The_script_takes_the_same_categories()
    {
        Assert.That(Repository.Read("test.sh"), Does.Contain($"{string.Join(" | ", s_known)})"));
    }

    private static bool IsTest(System.Reflection.MethodInfo method) =>
        method
            .GetCustomAttributes(inherit: true)
            .Any(attribute => attribute is NUnit.Framework.Interfaces.ITestBuilder or NUnit.Framework.Interfaces.ISimpleTestBuilder);

    private static string[] CategoriesOf(Type type) =>
        [.. type.GetCustomAttributes(typeof(CategoryAttribute), inherit: true).Cast<CategoryAttribute>().Select(category => category.Name)];
}
