using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hebb.Kernels.Tests;

// Run by tests in a child process with instruction sets switched off: says what is left of them, and writes every result to the file named.
Console.WriteLine(Digest.Lanes);
Console.WriteLine($"Vector512 {Vector512.IsHardwareAccelerated}, AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}");
using BinaryWriter writer = new(File.Create(args[0]));
foreach (byte[] results in Digest.Compute()) writer.Write(results);
