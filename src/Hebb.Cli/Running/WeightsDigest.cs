using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hebb.Cli;

/// <summary>One number for all weights, to compare runs with.</summary>
internal static class WeightsDigest
{
    /// <summary>The SHA-256 of the parameters, then of the states, each sorted by name (by character code), as float32 in little-endian order.</summary>
    public static string Of(Model model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<Variable> sorted = model.Weights.OrderBy(static weight => weight.Name, StringComparer.Ordinal);
        foreach (Variable variable in sorted.OrderBy(static weight => weight is Parameter ? 0 : 1))   // the order of equals stays
        {
            float[] values = variable.Cast(DType.Float32).ToArray<float>();
            byte[] bytes = new byte[4 * values.Length];
            for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
