using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class SoftmaxTests
{
    [Fact]
    public void Every_length_from_1_to_257_agrees_with_plain_loops_in_float_and_in_double()
    {
        for (int length = 1; length <= 257; length++)
        {
            Check<float>(3, length, 4e-6);
            Check<double>(2, length, 1e-14);
        }
        Check<float>(300, 10, 4e-6);
        Check<float>(2, 5000, 4e-6);
    }

    [Theory, InlineData(10), InlineData(100)]
    public void A_NaN_spoils_its_own_row_only(int length)
    {
        using Elements<float> x = Elements.Floats(3, length), y = new(3, length), losses = new(3);
        using Elements<int> labels = new(3);
        labels.Span.Clear();
        x.Span[2 * length - 1] = float.NaN;
        Softmax.Run(x.View, y.View, 3, length);
        for (int i = 0; i < 3 * length; i++) Assert.Equal(i / length == 1, float.IsNaN(y[i]));
        LogSoftmax.Run(x.View, y.View, 3, length);
        for (int i = 0; i < 3 * length; i++) Assert.Equal(i / length == 1, float.IsNaN(y[i]));
        SoftmaxCrossEntropy.Forward(x.View, labels.View, losses.View, 3, length);
        for (int i = 0; i < 3; i++) Assert.Equal(i == 1, float.IsNaN(losses[i]));
    }

    [Theory, InlineData(10), InlineData(40)]
    public void Great_logits_do_not_overflow_and_minus_infinity_has_no_probability(int length)
    {
        using Elements<float> x = new Elements<float>(1, length).With(i => i == 3 ? 1e30f : i == 4 ? float.NegativeInfinity : -1e30f), y = new(1, length),
            losses = new(1);
        using Elements<int> labels = new Elements<int>(1).With(_ => 3);
        Softmax.Run(x.View, y.View, 1, length);
        for (int i = 0; i < length; i++) Assert.Equal(i == 3 ? 1f : 0, y[i]);
        LogSoftmax.Run(x.View, y.View, 1, length);
        Assert.Equal(0f, y[3]);
        Assert.Equal(float.NegativeInfinity, y[4]);
        SoftmaxCrossEntropy.Forward(x.View, labels.View, losses.View, 1, length);
        Assert.Equal(0f, losses[0]);
    }

    [Fact]
    public void Softmax_may_overwrite_its_input()
    {
        using Elements<float> x = Elements.Floats(5, 37), y = new(5, 37);
        Softmax.Run(x.View, y.View, 5, 37);
        Softmax.Run(x.View, x.View, 5, 37);
        Assert.Equal(y.Bits(), x.Bits());
    }

    [Theory, InlineData(2000, 10), InlineData(70, 1000)]
    public void The_bits_are_the_same_on_any_number_of_threads(int rows, int length)
    {
        using Elements<float> x = Elements.Floats(rows, length), y = new(rows, length),
            g = new Elements<float>(rows, length).With(i => (float)Elements.Noise(i, 1)), losses = new(rows);
        using Elements<int> labels = new Elements<int>(rows).With(i => i % length);
        Elements.SameOnAnyThreads(y, () => Softmax.Run(x.View, y.View, rows, length));
        Elements.SameOnAnyThreads(y, () => LogSoftmax.Run(x.View, y.View, rows, length));
        Elements.SameOnAnyThreads(y, () => Softmax.Gradient(x.View, g.View, y.View, rows, length));
        Elements.SameOnAnyThreads(losses, () => SoftmaxCrossEntropy.Forward(x.View, labels.View, losses.View, rows, length));
        Elements.SameOnAnyThreads(y, () => SoftmaxCrossEntropy.Gradient(x.View, labels.View, losses.View, y.View, rows, length));
    }

    private static void Check<T>(int rows, int length, double tolerance) where T : unmanaged, INumber<T>
    {
        using Elements<T> x = Make<T>(rows, length, 0, 4), g = Make<T>(rows, length, 1, 1), losses = new(rows), gl = Make<T>(rows, 1, 2, 1);
        using Elements<T> y = new(rows, length), log = new(rows, length), gx = new(rows, length), glog = new(rows, length), gc = new(rows, length);
        using Elements<int> labels = new Elements<int>(rows).With(i => i * 7 % length);
        using Elements<long> wide = new Elements<long>(rows).With(i => i * 7 % length);
        Softmax.Run(x.View, y.View, rows, length);
        LogSoftmax.Run(x.View, log.View, rows, length);
        Softmax.Gradient(y.View, g.View, gx.View, rows, length);
        LogSoftmax.Gradient(log.View, g.View, glog.View, rows, length);
        SoftmaxCrossEntropy.Forward(x.View, labels.View, losses.View, rows, length);
        SoftmaxCrossEntropy.Gradient(x.View, wide.View, gl.View, gc.View, rows, length);
        for (int r = 0; r < rows; r++)
        {
            double max = double.NegativeInfinity, sum = 0, dot = 0, total = 0;
            double X(int i) => double.CreateTruncating(x[r * length + i]);
            double G(int i) => double.CreateTruncating(g[r * length + i]);
            for (int i = 0; i < length; i++) max = Math.Max(max, X(i));
            for (int i = 0; i < length; i++) sum += Math.Exp(X(i) - max);
            for (int i = 0; i < length; i++) dot += Math.Exp(X(i) - max) / sum * G(i);
            for (int i = 0; i < length; i++) total += G(i);
            for (int i = 0; i < length; i++)
            {
                double p = Math.Exp(X(i) - max) / sum;
                Elements.Near(p, y[r * length + i], tolerance, $"softmax of {length}");
                Elements.Near(X(i) - max - Math.Log(sum), log[r * length + i], tolerance, $"log softmax of {length}");
                Elements.Near(p * (G(i) - dot), gx[r * length + i], tolerance, $"gradient of softmax of {length}");
                Elements.Near(G(i) - p * total, glog[r * length + i], tolerance * 10, $"gradient of log softmax of {length}");
                Elements.Near((p - (i == labels[r] ? 1 : 0)) * double.CreateTruncating(gl[r]), gc[r * length + i], tolerance,
                    $"gradient of cross entropy of {length}");
            }
            Elements.Near(Math.Log(sum) + max - X(labels[r]), losses[r], tolerance, $"cross entropy of {length}");
        }
    }

    private static Elements<T> Make<T>(int rows, int length, int salt, double scale) where T : unmanaged, INumber<T> =>
        new Elements<T>(rows, length).With(i => T.CreateTruncating(Elements.Noise(i, salt) * scale));
}
