using System.Globalization;
using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hebb.Package.Tests;

[Trait("Category", "Package")]
public sealed class PackageTests : IClassFixture<PackageTests.Packed>
{
    private static readonly string[] s_floors = ["Hebb.Data", "Hebb.Kernels", "Hebb.Networks", "Hebb.Tensors", "Hebb.Testing", "Hebb.Training", "Hebb.Zoo"];

    private readonly Packed _packed;

    public PackageTests(Packed packed) => _packed = packed;

    /// <summary>The package in a folder of its own, under a version that nothing has cached.</summary>
    public sealed class Packed : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Packed()
        {
            Version = $"0.0.{Environment.ProcessId}-test";
            DotNet.Succeeds("pack", Path.Combine(DotNet.Root, "src", "Hebb"), "-c", "Release", "-o", Folder, $"-p:PackageVersion={Version}");
        }

        public string Folder => _folder.Path;

        public string Version { get; }

        public string Package => _folder.File($"Hebb.{Version}.nupkg");

        public void Dispose() => _folder.Dispose();
    }

    [Fact]
    public void It_is_one_small_package_of_the_floors_with_their_docs_and_depends_on_nothing()
    {
        Assert.Equal([Path.GetFileName(_packed.Package)], Directory.GetFiles(_packed.Folder).Select(Path.GetFileName));
        Assert.InRange(new FileInfo(_packed.Package).Length, 1, 1_000_000);
        using ZipArchive package = ZipFile.OpenRead(_packed.Package);
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Equal(s_floors.SelectMany(floor => (string[])[$"lib/net10.0/{floor}.dll", $"lib/net10.0/{floor}.xml"]).Order(StringComparer.Ordinal),
            entries.Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.StartsWith("runtimes/", StringComparison.Ordinal) || entry.StartsWith("build", StringComparison.Ordinal));
        Assert.Equal(File.Exists(Path.Combine(DotNet.Root, "README.md")), entries.Contains("README.md"));
        // Plain IL: machine code of Release builds would be for one platform.
        foreach (ZipArchiveEntry floor in package.Entries.Where(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using MemoryStream assembly = new();
            using (Stream packed = floor.Open()) packed.CopyTo(assembly);
            assembly.Position = 0;
            using PEReader reader = new(assembly);
            Assert.Equal(0, reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        }

        using Stream stream = package.GetEntry("Hebb.nuspec")!.Open();
        XDocument manifest = XDocument.Load(stream);
        Assert.DoesNotContain(manifest.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("Hebb", manifest.Descendants().Single(element => element.Name.LocalName == "id").Value);
        Assert.Equal("MIT", manifest.Descendants().Single(element => element.Name.LocalName == "license").Value);
    }

    [SelfContainedFact]
    public void A_program_that_uses_it_is_trimmed_without_a_warning_and_learns()
    {
        using TemporaryFolder folder = new();
        // A copy, so that nothing is left beside the sources; and a package folder of its own, so that nothing is left in the user's.
        foreach (string file in Directory.GetFiles(DotNet.App)) File.Copy(file, folder.File(Path.GetFileName(file)));
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        DotNet.Succeeds("publish", folder.File("Digits.csproj"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishTrimmed=true",
            "-o", folder.File("published"), $"-p:HebbVersion={_packed.Version}", $"-p:RestoreAdditionalProjectSources={_packed.Folder}", 
            $"-p:RestorePackagesPath={folder.File("packages")}", $"-p:RestoreFallbackFolders={cache}");

        (int code, string output) = DotNet.Run(folder.File(Path.Combine("published", "Digits")));
        Assert.True(code == 0, output);
        Match line = Regex.Match(output, @"epochs 3; loads the same: True; accuracy (0\.\d+|1\.0+)");
        Assert.True(line.Success, output);
        Assert.True(double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) > 0.8, output);
    }
}
