using System.Runtime.InteropServices;

namespace Hebb.Package.Tests;

/// <summary>A test that publishes a self-contained program; skipped, with the reason, where the runtime to be published cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SelfContainedFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_obstacle = new(Obstacle);

    public SelfContainedFactAttribute() => Skip = s_obstacle.Value;

    private static string? Obstacle()
    {
        if (RuntimeInformation.RuntimeIdentifier != "linux-x64" && !(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64))
            return $"The program is published for linux-x64, and this is {RuntimeInformation.RuntimeIdentifier}.";
        (int code, string output) = DotNet.Run("dotnet", "restore", DotNet.App, "-p:WithoutHebb=true", "-nodeReuse:false", "--nologo", "-v", "quiet");
        return code == 0 ? null : $"The runtime for linux-x64 cannot be restored here: {output.Split('\n')[0]}";
    }
}
