using System.Runtime.Intrinsics;

namespace Hebb.Kernels.Tests;

public class ElementaryTests
{
    [Fact]
    public void The_exponential_is_within_one_ulp_of_the_true_one()
    {
        for (int i = 0; i < 100_000; i++)
        {
            float x = (float)(Elements.Noise(i) * 100);
            double wanted = Math.Exp(x), one = wanted < float.MaxValue ? MathF.BitIncrement((float)wanted) - (double)(float)wanted : 1;
            float y = Elementary.Exp(Vector512.Create(x))[5];
            Assert.True(wanted > float.MaxValue ? float.IsInfinity(y) : Math.Abs(y - wanted) <= one, $"exp({x:R}) = {y:R}, wanted {wanted:R}");
            double z = Elements.Noise(i) * 700;
            Assert.True(Math.Abs(Elementary.Exp(Vector512.Create(z))[3] - Math.Exp(z)) <= 2 * (Math.BitIncrement(Math.Exp(z)) - Math.Exp(z)), $"exp({z:R})");
        }
    }

    [Fact]
    public void The_logarithm_is_within_one_ulp_of_the_true_one()
    {
        for (int i = 0; i < 100_000; i++)
        {
            float x = i < 50_000 ? (float)(1.5 + Elements.Noise(i)) : (float)Math.Exp(Elements.Noise(i) * 80);
            double wanted = Math.Log(x), one = Math.Abs(MathF.BitIncrement((float)wanted) - (double)(float)wanted);
            float y = Elementary.Log(Vector512.Create(x))[5];
            Assert.True(Math.Abs(y - wanted) <= one, $"log({x:R}) = {y:R}, wanted {wanted:R}");
            double z = i < 50_000 ? 1.5 + Elements.Noise(i) : Math.Exp(Elements.Noise(i) * 600);
            Assert.True(Math.Abs(Elementary.Log(Vector512.Create(z))[3] - Math.Log(z)) <= 2
                * (Math.BitIncrement(Math.Abs(Math.Log(z))) - Math.Abs(Math.Log(z))), $"log({z:R})");
        }
    }

    [Fact]
    public void Special_values_go_where_they_should()
    {
        Assert.Equal(0f, Elementary.Exp(Vector512.Create(float.NegativeInfinity))[0]);
        Assert.Equal(float.PositiveInfinity, Elementary.Exp(Vector512.Create(float.PositiveInfinity))[0]);
        Assert.True(float.IsNaN(Elementary.Exp(Vector512.Create(float.NaN))[0]));
        Assert.Equal(0.0, Elementary.Exp(Vector512.Create(double.NegativeInfinity))[0]);
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(Vector512.Create(double.PositiveInfinity))[0]);
        Assert.True(double.IsNaN(Elementary.Exp(Vector512.Create(double.NaN))[0]));
        Assert.Equal(1f, Elementary.Exp(Vector512.Create(0f))[0]);
        Assert.Equal(0f, Elementary.Log(Vector512.Create(1f))[0]);
        Assert.Equal(float.PositiveInfinity, Elementary.Log(Vector512.Create(float.PositiveInfinity))[0]);
        Assert.True(float.IsNaN(Elementary.Log(Vector512.Create(float.NaN))[0]));
        Assert.True(double.IsNaN(Elementary.Log(Vector512.Create(double.NaN))[0]));
        Assert.Equal(float.Epsilon * 3, Elementary.Exp(Vector512.Create((float)Math.Log(float.Epsilon * 3.0)))[0]);   // a subnormal, rounded once
    }
}
