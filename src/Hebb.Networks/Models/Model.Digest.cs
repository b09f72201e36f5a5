using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hebb;

public abstract partial class Model
{
    /// <summary>A fingerprint of the weights: two models with the same one compute the same.</summary>
    /// <returns>The SHA-256, in lower-case hexadecimal digits, of the parameters' and then the states' values, each group in the order of the names, as 32-bit
    /// floating point, little-endian.</returns>
    /// <example><code>Console.WriteLine(model.WeightsSha256());</code></example>
    public string WeightsSha256()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Variable variable in Weights.OrderBy(static weight => weight is State).ThenBy(static weight => weight.Name, StringComparer.Ordinal))
        {
            float[] values = variable.Cast(Hebb.DType.Float32).ToArray<float>();
            var bytes = new byte[sizeof(float) * values.Length];
            for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
