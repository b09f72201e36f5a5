using System.Runtime.Intrinsics;

namespace Hebb.Kernels.Tests;

public class NormalQuantileTests
{
    [Fact]
    public void The_logarithm_of_a_probability_is_within_one_ulp_of_the_true_one()
    {
        for (int i = 0; i < 100_000; i++)
        {
            float x = i < 50_000 ? (float)(0.5 + 0.499 * Elements.Noise(i)) : (float)Math.Exp(-40 + 39 * Elements.Noise(i));
            double wanted = Math.Log(x), one = Math.Abs(MathF.BitIncrement((float)wanted) - (double)(float)wanted);
            float y = NormalQuantile.Log(Vector512.Create(x))[5];
            Assert.True(Math.Abs(y - wanted) <= one, $"log({x:R}) = {y:R}, wanted {wanted:R}");
            double z = i < 50_000 ? 0.5 + 0.499 * Elements.Noise(i) : Math.Exp(-300 + 299 * Elements.Noise(i));
            Assert.True(Math.Abs(NormalQuantile.Log(Vector512.Create(z))[3] - Math.Log(z)) <= 2
                * (Math.BitIncrement(Math.Abs(Math.Log(z))) - Math.Abs(Math.Log(z))), $"log({z:R})");
        }
    }
}
