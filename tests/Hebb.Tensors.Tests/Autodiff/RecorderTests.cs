namespace Hebb.Tensors.Tests;

public class RecorderTests
{
    [Fact]
    public void Sixty_four_threads_with_a_tape_each_get_the_answers_of_one()
    {
        Variable weight = new(Tensor.From(Numbers(32 * 32), [32, 32]), "weight");
        var expected = new long[8][];
        for (int seed = 0; seed < expected.Length; seed++) expected[seed] = Gradient(weight, seed);
        var wrong = new int[64];
        var threads = new Thread[64];
        for (int t = 0; t < threads.Length; t++)
        {
            int number = t;
            threads[t] = new(() =>
            {
                for (int round = 0; round < 10; round++)
                    if (!Gradient(weight, (number + round) % 8).AsSpan().SequenceEqual(expected[(number + round) % 8])) wrong[number]++;
            });
        }
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(wrong, count => Assert.Equal(0, count));
    }

    [Fact]
    public void A_tensor_of_another_threads_tape_is_a_constant_or_a_source_like_any_other()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1.0, 2.0]), y = x * x;
        double[] gradient = [];
        Thread thread = new(() =>
        {
            using var own = GradientTape.Begin();
            gradient = own.Gradient(y * y, y)[y].ToArray<double>();
        });
        thread.Start();
        thread.Join();
        Assert.Equal([2.0, 8.0], gradient);
        Assert.Equal([4.0, 32.0], tape.Gradient(y * y, x)[x].ToArray<double>());
    }

    [Fact]
    public void A_target_of_another_threads_tape_is_refused()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1.0, 2.0]), y = x * x;
        Exception? error = null;
        Thread thread = new(() =>
        {
            using var own = GradientTape.Begin();
            try
            {
                own.Gradient(y, x);
            }
            catch (UsageException e)
            {
                error = e;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Contains("not computed while this tape was open", Assert.IsType<UsageException>(error).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_is_walked_without_recursion()
    {
        Tensor x = Tensor.From([1.0]);
        using var tape = GradientTape.Begin();
        Tensor y = x;
        for (int i = 0; i < 100_000; i++) y += x;
        Assert.Equal(100_001, tape.Gradient(y, x)[x].ToScalar());
    }

    [Fact]
    public void The_place_where_the_outermost_tape_was_begun_is_known()
    {
        Assert.Null(Recorder.Current.OpenedAt);
        using (GradientTape.Begin())
        {
            Assert.Contains("RecorderTests.cs:", Recorder.Current.OpenedAt, StringComparison.Ordinal);
            string outermost = Recorder.Current.OpenedAt!;
            using (GradientTape.Begin()) Assert.Equal(outermost, Recorder.Current.OpenedAt);
        }
        Assert.Null(Recorder.Current.OpenedAt);
    }

    private static long[] Gradient(Variable weight, int seed)
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From(Numbers(4 * 32, seed), [4, 32]);
        Tensor y = x.MatMul(weight).Relu().MatMul(weight);
        return Array.ConvertAll(tape.Gradient(y * y, weight)[weight].ToArray<float>(), value => (long)BitConverter.SingleToInt32Bits(value));
    }

    private static float[] Numbers(int count, int seed = 100)
    {
        Random random = new(seed);
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = random.NextSingle() - 0.5f;
        return numbers;
    }
}
