using System.Globalization;

namespace Hebb.Kernels.Tests;

public class SimdTests
{
    /// <summary>Each function with what the documentation promises in float and in double, and where it is sampled.</summary>
    private static readonly Dictionary<string, (Func<double, double> Exact, double Single, double Double, double Low, double High)> Promises = new()
    {
        ["Exp"] = (Math.Exp, 1, 1, -110, 95),
        ["Exp2"] = (x => Math.Pow(2, x), 1, 1, -155, 130),
        ["Expm1"] = (Expm1, 2, 2, -110, 95),
        ["Log"] = (Math.Log, 1, 1, 0, double.PositiveInfinity),
        ["Log1P"] = (Log1P, 2, 2, -1, double.PositiveInfinity),
        ["Log2"] = (Math.Log2, 2, 2, 0, double.PositiveInfinity),
        ["Log10"] = (Math.Log10, 2, 2, 0, double.PositiveInfinity),
        ["Sigmoid"] = (x => x > 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)), 2, 2, -110, 110),
        ["Softplus"] = (x => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x))), 2, 2, -110, 110),
        ["Tanh"] = (Math.Tanh, 2, 2, double.NegativeInfinity, double.PositiveInfinity),
        ["Sinh"] = (Math.Sinh, 3, 3, -91, 91),
        ["Cosh"] = (Math.Cosh, 2, 2, -91, 91),
        ["Asinh"] = (x => double.CopySign(Log1P(Math.Abs(x) + x * x / (1 + Math.Sqrt(x * x + 1))), x), 3, 3, -3e38, 3e38),
        ["Acosh"] = (x => Log1P(x - 1 + Math.Sqrt((x - 1) * (x + 1))), 3, 3, 1, 3e38),
        ["Atanh"] = (x => 0.5 * Log1P(2 * x / (1 - x)), 3, 3, -1, 1),
        ["Sin"] = (Math.Sin, 2, 2, -1e5, 1e5),
        ["Cos"] = (Math.Cos, 2, 2, -1e5, 1e5),
        ["Tan"] = (Math.Tan, 4, 4, -1e5, 1e5),
        ["Asin"] = (Math.Asin, 3, 3, -1, 1),
        ["Acos"] = (Math.Acos, 2, 2, -1, 1),
        ["Atan"] = (Math.Atan, 2, 2, double.NegativeInfinity, double.PositiveInfinity),
        ["Erf"] = (_ => double.NaN, 2, 3, -7, 7),
    };

    public static TheoryData<string> Names => [.. Promises.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_keeps_its_promise_on_dense_samples_of_all_magnitudes(string name)
    {
        (Func<double, double> exact, double promised, _, double low, double high) = Promises[name];
        if (name == "Erf") return;      // no oracle in the class library: see the exact values below
        const int count = 1 << 18;
        float[] x = new float[count];
        Random random = new(5);
        uint first = Order((float)low), last = Order((float)high);
        for (int i = 0; i < count; i++)
            x[i] = i % 4 < 2 ? FromOrder((uint)(first + random.NextDouble() * ((double)last - first)))
                : (float)Math.Clamp((random.NextDouble() * 2 - 1) * (i % 4 == 2 ? 4 : 120), low, high);
        float[] y = Run(name, x);
        (double worst, float at) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            double error = SingleUlps(y[i], exact(x[i]));
            if (error > worst) (worst, at) = (error, x[i]);
        }
        Assert.True(worst <= promised, $"{worst:F3} ulp at {at:R}");
    }

    /// <summary>goldens.txt holds exact values in two doubles; goldens.py made it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Double_keeps_its_promise_on_exact_values(string name)
    {
        double[][] rows = [.. from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Simd", "goldens.txt"))
                              let words = line.Split(' ')
                              where words[0] == name
                              select (double[])[Bits(words[1]), Bits(words[2]), Bits(words[3])]];
        Assert.True(rows.Length >= 60);
        byte[] x = [.. rows.SelectMany(row => BitConverter.GetBytes(row[0]))];
        byte[] y = Digest.Run(ElementwiseProgram.Create(Kernel(name), [DType.Float64], [DType.Float64]), rows.Length, x)[0];
        for (int i = 0; i < rows.Length; i++)
        {
            double got = BitConverter.ToDouble(y, 8 * i), ulp = Math.BitIncrement(Math.Abs(rows[i][1])) - Math.Abs(rows[i][1]);
            double error = Math.Abs(got - rows[i][1] - rows[i][2]) / ulp;
            Assert.True(error <= Promises[name].Double, $"{name}({rows[i][0]:R}) = {got:R}: {error:F3} ulp");
        }
    }

    [Fact]
    public void Erf_in_float_keeps_its_promise_against_erf_in_double()
    {
        float[] x = new float[1 << 17];
        Random random = new(6);
        for (int i = 0; i < x.Length; i++)
            x[i] = i % 2 == 0 ? (float)(random.NextDouble() * 12 - 6) : FromOrder((uint)(Order(-6) + random.NextDouble() * (Order(6) - (double)Order(-6))));
        float[] y = Run("Erf", x);
        byte[] exact = Digest.Run(ElementwiseProgram.Create(Kernel("Erf"), [DType.Float64], [DType.Float64]), x.Length,
            [.. x.SelectMany(v => BitConverter.GetBytes((double)v))])[0];
        for (int i = 0; i < x.Length; i++) Assert.True(SingleUlps(y[i], BitConverter.ToDouble(exact, 8 * i)) <= 2, $"{x[i]:R}");
    }

    [Theory]
    [InlineData("Exp", new[] { float.NegativeInfinity, 0, -0f, float.PositiveInfinity, 89, -104 },
        new[] { 0, 1, 1, float.PositiveInfinity, float.PositiveInfinity, 0 })]
    [InlineData("Expm1", new[] { float.NegativeInfinity, 0, -0f, float.PositiveInfinity, 1e-40f }, new[] { -1, 0, -0f, float.PositiveInfinity, 1e-40f })]
    [InlineData("Log", new[] { 0, -0f, 1, float.PositiveInfinity, -1, 1e-45f },
        new[] { float.NegativeInfinity, float.NegativeInfinity, 0, float.PositiveInfinity, float.NaN, -103.27893f })]
    [InlineData("Log2", new[] { 1e-45f, 1, 8, 0.25f }, new[] { -149f, 0, 3, -2 })]
    [InlineData("Log1P", new[] { -1, 0, -0f, float.PositiveInfinity, -2, 1e-40f },
        new[] { float.NegativeInfinity, 0, -0f, float.PositiveInfinity, float.NaN, 1e-40f })]
    [InlineData("Tanh", new[] { float.NegativeInfinity, 0, -0f, float.PositiveInfinity, 1e-40f }, new[] { -1, 0, -0f, 1, 1e-40f })]
    [InlineData("Sigmoid", new[] { float.NegativeInfinity, 0, float.PositiveInfinity, 50, -104 }, new[] { 0, 0.5f, 1, 1, 0 })]
    [InlineData("Softplus", new[] { float.NegativeInfinity, float.PositiveInfinity, 200 }, new[] { 0, float.PositiveInfinity, 200 })]
    [InlineData("Sin", new[] { 0, -0f, float.PositiveInfinity, 1e-40f }, new[] { 0, -0f, float.NaN, 1e-40f })]
    [InlineData("Cos", new[] { 0, -0f, float.NegativeInfinity }, new[] { 1, 1, float.NaN })]
    [InlineData("Sinh", new[] { -0f, float.NegativeInfinity, 90 }, new[] { -0f, float.NegativeInfinity, float.PositiveInfinity })]
    [InlineData("Cosh", new[] { -0f, float.NegativeInfinity, 90 }, new[] { 1, float.PositiveInfinity, float.PositiveInfinity })]
    [InlineData("Atanh", new[] { -0f, 1, -1, 2 }, new[] { -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN })]
    [InlineData("Acosh", new[] { 1, 0, float.PositiveInfinity }, new[] { 0, float.NaN, float.PositiveInfinity })]
    [InlineData("Asinh", new[] { -0f, float.NegativeInfinity }, new[] { -0f, float.NegativeInfinity })]
    [InlineData("Asin", new[] { -0f, 1, 1.5f }, new[] { -0f, 1.5707964f, float.NaN })]
    [InlineData("Acos", new[] { 1, -1, -1.5f }, new[] { 0, 3.1415927f, float.NaN })]
    [InlineData("Atan", new[] { -0f, float.PositiveInfinity, float.NegativeInfinity }, new[] { -0f, 1.5707964f, -1.5707964f })]
    [InlineData("Erf", new[] { -0f, float.PositiveInfinity, float.NegativeInfinity }, new[] { -0f, 1, -1 })]
    public void Limits_and_signed_zeros_are_right(string name, float[] x, float[] expected) =>
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), Run(name, x).Select(BitConverter.SingleToInt32Bits));

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_gives_NaN(string name) => Assert.True(float.IsNaN(Run(name, [float.NaN])[0]));

    [Fact]
    public void Pow_agrees_with_the_class_library_in_every_special_case()
    {
        float[] numbers = [0, -0f, 1, -1, 2, -2, 3, -3, 0.5f, -0.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-40f, 1e20f, -1e20f,
            16777217, 2.5f, 1e30f];
        float[] x = [.. from a in numbers from b in numbers select a], y = [.. from a in numbers from b in numbers select b];
        float[] power = Pow(x, y);
        for (int i = 0; i < x.Length; i++)
            Assert.True(SingleUlps(power[i], Math.Pow(x[i], y[i])) <= 2
                && (power[i] != 0 || float.IsNegative(power[i]) == double.IsNegative(Math.Pow(x[i], y[i]))), $"{x[i]:R} ^ {y[i]:R} = {power[i]:R}");
    }

    [Fact]
    public void Pow_in_float_is_within_4_ulp()
    {
        Random random = new(8);
        float[] x = new float[1 << 18], y = new float[1 << 18];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (float)Math.Pow(10, random.NextDouble() * (i % 2 == 0 ? 76 : 1) - (i % 2 == 0 ? 38 : 0.5));
            y[i] = (float)((random.NextDouble() * 2 - 1) * 100 / Math.Max(0.5, Math.Abs(Math.Log(x[i]))));
        }
        float[] power = Pow(x, y);
        double worst = 0;
        for (int i = 0; i < x.Length; i++) worst = Math.Max(worst, SingleUlps(power[i], Math.Pow(x[i], y[i])));
        Assert.True(worst <= 4, $"{worst:F3} ulp");
    }

    private static IElementwiseKernel Kernel(string name) => Digest.Unaries.First(unary => unary.Name == name).Kernel;

    private static float[] Run(string name, float[] x) =>
        Singles(Digest.Run(ElementwiseProgram.Create(Kernel(name), [DType.Float32], [DType.Float32]), x.Length, Bytes(x))[0]);

    private static float[] Pow(float[] x, float[] y) =>
        Singles(Digest.Run(ElementwiseProgram.Create(new Power(), [DType.Float32, DType.Float32], [DType.Float32]), x.Length, Bytes(x), Bytes(y))[0]);

    private static byte[] Bytes(float[] x) => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(x).ToArray();

    private static float[] Singles(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private static double Bits(string hexadecimal) => BitConverter.UInt64BitsToDouble(ulong.Parse(hexadecimal, NumberStyles.HexNumber));

    /// <summary>The distance of a float from the exact value, in units of the float's last place there.</summary>
    private static double SingleUlps(float got, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(got)) return double.IsNaN(exact) && float.IsNaN(got) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity(got) || float.IsInfinity((float)exact))
            return got == (float)exact ? 0 : Math.Abs(exact) > float.MaxValue * (1 - 1e-7) ? 1 : double.PositiveInfinity;
        const double smallest = 1.401298464324817e-45;
        double ulp = exact == 0 ? smallest : Math.Max(smallest, Math.ScaleB(1, Math.ILogB(exact) - 23));
        return Math.Abs(got - exact) / ulp;
    }

    private static uint Order(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }

    private static float FromOrder(uint order) => BitConverter.UInt32BitsToSingle((order & 0x8000_0000) != 0 ? order & 0x7FFF_FFFF : ~order);

    /// <summary>Accurate enough to judge a float.</summary>
    private static double Expm1(double x)
    {
        if (Math.Abs(x) < 1e-5) return x + x * x / 2 + x * x * x / 6;
        double half = Math.Tanh(x / 2);
        return Math.Abs(x) > 0.5 ? Math.Exp(x) - 1 : 2 * half / (1 - half);
    }

    private static double Log1P(double x) => Math.Abs(x) > 0.5 ? Math.Log(1 + x) : 2 * Math.Atanh(x / (2 + x));
}
