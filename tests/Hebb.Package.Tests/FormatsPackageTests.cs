using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Hebb.Package.Tests;

[Trait("Category", "Package")]
public sealed class FormatsPackageTests
{
    [Fact]
    public void It_is_one_assembly_that_depends_on_Hebb_of_the_same_version_and_on_a_reader()
    {
        using TemporaryFolder folder = new();
        string version = $"0.0.{Environment.ProcessId}-test";
        DotNet.Succeeds("pack", Path.Combine(DotNet.Root, "src", "Hebb.Formats"), "-c", "Release", "-o", folder.Path, $"-p:PackageVersion={version}");
        using ZipArchive package = ZipFile.OpenRead(folder.File($"Hebb.Formats.{version}.nupkg"));
        Assert.Equal(["lib/net10.0/Hebb.Formats.dll", "lib/net10.0/Hebb.Formats.xml"], package.Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        // Plain IL: machine code of Release builds would be for one platform.
        using MemoryStream assembly = new();
        using (Stream packed = package.GetEntry("lib/net10.0/Hebb.Formats.dll")!.Open()) packed.CopyTo(assembly);
        assembly.Position = 0;
        using PEReader reader = new(assembly);
        Assert.Equal(0, reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);

        using Stream stream = package.GetEntry("Hebb.Formats.nuspec")!.Open();
        XDocument manifest = XDocument.Load(stream);
        XDocument versions = XDocument.Load(Path.Combine(DotNet.Root, "Directory.Packages.props"));
        string csv = versions.Descendants("PackageVersion").Single(node => node.Attribute("Include")!.Value == "CsvHelper").Attribute("Version")!.Value;
        Assert.Equal([$"CsvHelper {csv}", $"Hebb {version}"], manifest.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}").Order(StringComparer.Ordinal));
    }
}
