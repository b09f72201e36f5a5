using System.Security.Cryptography;

namespace Hebb.Networks.Tests.Models;

public sealed class ModelDigestTests
{
    [Fact]
    public void Parameters_come_first_then_states_each_by_name_as_little_endian_floats()
    {
        Sequential model = new([2], "tiny") { new BatchNormalization() };
        byte[] expected = [];
        // beta, gamma, then moving mean and variance: [0 0] [1 1] [0 0] [1 1]
        foreach (float value in (float[])[0, 0, 1, 1, 0, 0, 1, 1]) expected = [.. expected, .. BitConverter.GetBytes(value)];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(expected)), model.WeightsSha256());
    }
}
