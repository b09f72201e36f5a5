using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels.Tests;

/// <summary>Other instruction sets than this machine's best are reached in a child process, with the runtime told that the machine lacks them.</summary>
public class InstructionSetTests
{
    private static readonly string[] Waves = ["Sin", "Cos", "Tan"];
    private static readonly string[] Exact = ["Primitives", "Masked", "Integers", "Logic"];

    [Fact]
    public void AVX2_gives_the_bits_of_AVX512()
    {
        if (!Vector512.IsHardwareAccelerated) return;
        (string lanes, byte[][] child) = RunWithout("DOTNET_EnableAVX512");
        Assert.StartsWith("InstructionSet256", lanes, StringComparison.Ordinal);
        Assert.Equal([], Differences(child, 0, 0));
    }

    [Fact]
    public void Without_fused_multiply_add_results_stay_within_an_ulp_in_float_and_two_in_double()
    {
        if (!Avx2.IsSupported) return;
        (string lanes, byte[][] child) = RunWithout("DOTNET_EnableAVX2");
        Assert.StartsWith("InstructionSet128", lanes, StringComparison.Ordinal);
        Assert.Equal([], Differences(child, 1, 2));
    }

    /// <summary>The cases in which the child's results are further from this process's than allowed, each with how far.</summary>
    private static List<string> Differences(byte[][] child, long singleUlps, long doubleUlps)
    {
        List<string> differences = [];
        int i = 0;
        foreach (byte[] own in Digest.Compute())
        {
            (string name, DType type) = Digest.Cases[i];
            long allowed = Exact.Contains(name) ? 0 : type == DType.Float32 ? singleUlps : doubleUlps;
            (long furthest, int at) = own.AsSpan().SequenceEqual(child[i]) ? (0, 0) : Exact.Contains(name) ? (1, 0)
                : Furthest(type, own, child[i], Waves.Contains(name));
            if (furthest > allowed) differences.Add($"{name} {type}: {furthest} ulp, element {at}");
            i++;
        }
        return differences;
    }

    private static (long Ulps, int At) Furthest(DType type, byte[] left, byte[] right, bool wave)
    {
        (long furthest, int at) = (0, 0);
        for (int i = 0; i < left.Length / type.Size(); i++)
        {
            long a = type == DType.Float32 ? Ordered(MemoryMarshal.Cast<byte, int>(left.AsSpan())[i])
                : Ordered(MemoryMarshal.Cast<byte, long>(left.AsSpan())[i]);
            long b = type == DType.Float32 ? Ordered(MemoryMarshal.Cast<byte, int>(right.AsSpan())[i])
                : Ordered(MemoryMarshal.Cast<byte, long>(right.AsSpan())[i]);
            if (Math.Abs(a - b) > furthest && !(wave && MostlyNoise(type, i))) (furthest, at) = (Math.Abs(a - b), i);
        }
        return (furthest, at);
    }

    /// <summary>True for angles so large that their sine is promised to be no more than a number up to 1.</summary>
    private static bool MostlyNoise(DType type, int i) => type == DType.Float32
        ? MathF.Abs(MemoryMarshal.Cast<byte, float>(Digest.Numbers(type, i + 1, 0).AsSpan())[i]) > 1e5f
        : Math.Abs(MemoryMarshal.Cast<byte, double>(Digest.Numbers(type, i + 1, 0).AsSpan())[i]) > 1e8;

    /// <summary>Bits as a number that grows with the float: neighbours differ by 1.</summary>
    private static long Ordered(int bits) => bits < 0 ? int.MinValue - (long)bits : bits;

    private static long Ordered(long bits) => bits < 0 ? long.MinValue - bits : bits;

    private static (string Lanes, byte[][] Results) RunWithout(string variable)
    {
        string file = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Hebb.Kernels.Digest.dll"), file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment[variable] = "0";
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            using BinaryReader reader = new(File.OpenRead(file));
            return (output, [.. Digest.Compute(emit: false).Select(own => reader.ReadBytes(own.Length))]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
