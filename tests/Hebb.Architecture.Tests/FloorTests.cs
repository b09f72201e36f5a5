using System.Reflection;
using System.Xml.Linq;

namespace Hebb.Architecture.Tests;

/// <summary>Who may call whom.</summary>
public class FloorTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Hebb.Kernels"] = 1,
        ["Hebb.Tensors"] = 2,
        ["Hebb.Networks"] = 3,
        ["Hebb.Data"] = 4,
        ["Hebb.Testing"] = 4,
        ["Hebb.Training"] = 5,
        ["Hebb.Zoo"] = 5,
        ["Hebb.Board"] = 6,
        ["Hebb.Formats"] = 6,
        ["Hebb.Cli"] = 7,
        ["Hebb"] = 7,   // the package: floors 1 to 5 in one file, without code of its own
    };

    [Fact]
    public void Every_project_has_a_floor() => Assert.All(Repository.Projects.Keys, project => Assert.Contains(project, Floors.Keys));

    [Fact]
    public void References_point_down_only()
    {
        List<string> wrong = [];
        foreach ((string project, XDocument document) in Repository.Projects)
            foreach (string target in References(document, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))))
                if (Floors[target] >= Floors[project]) wrong.Add($"{project} (floor {Floors[project]}) references {target} (floor {Floors[target]})");
        Rule.Unbroken("References point down only.", wrong);
    }

    [Fact]
    public void Floors_one_to_five_use_no_package() =>
        Rule.Unbroken("Floors 1 to 5 use no package.", Repository.Projects.Where(project => Floors[project.Key] <= 5).SelectMany(project => References(project.Value, "PackageReference").Select(name => $"{project.Key}: {name}")));

    [Theory]
    [InlineData(typeof(Kernels.View))]
    [InlineData(typeof(Tensor))]
    [InlineData(typeof(Layer))]
    [InlineData(typeof(Testing.OpSpec))]
    [InlineData(typeof(Trainer))]
    [InlineData(typeof(Perceptron))]
    public void Floors_one_to_five_stand_on_the_base_class_library_alone(Type any)
    {
        Assembly assembly = any.Assembly;
        int floor = Floors[assembly.GetName().Name!];
        foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
            Assert.True(reference.Name!.StartsWith("System.", StringComparison.Ordinal) || Floors.TryGetValue(reference.Name, out int below) && below < floor, $"{assembly.GetName().Name} uses {reference.Name}");
    }

    [Fact]
    public void The_lowest_floor_does_without_LINQ() => Assert.DoesNotContain(typeof(Kernels.View).Assembly.GetReferencedAssemblies(), reference => reference.Name == "System.Linq");

    [Fact]
    public void Every_public_member_is_documented()
    {
        XDocument props = XDocument.Load(Path.Combine(Repository.Root, "src", "Directory.Build.props"));
        Assert.Equal("true", props.Descendants("GenerateDocumentationFile").Single().Value);   // with warnings as errors, the compiler asks for every comment
        Rule.Unbroken("Every public member is documented.", Repository.Projects.Where(project => Floors[project.Key] <= 5 && project.Value.Descendants("NoWarn").Any(node => node.Value.Contains("1591", StringComparison.Ordinal))).Select(project => project.Key));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        HashSet<string> listed = [.. XDocument.Load(Path.Combine(Repository.Root, "Hebb.slnx")).Descendants("Project").Select(node => node.Attribute("Path")!.Value)];
        Rule.Unbroken("Every project is in the solution.", Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !listed.Contains(file) && !IsOutside(file)));

        // Projects that use the package from outside, as a user's would, are built by the test that packs it.
        static bool IsOutside(string file) => file.StartsWith("tests/package/", StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(XDocument document, string kind) =>
        document.Descendants(kind).Select(node => node.Attribute("Include")?.Value).OfType<string>();
}
