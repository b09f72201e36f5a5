namespace Hebb.Networks.Tests.Models;

/// <summary>Prediction by plan: the bits of op by op, for any number of samples, from any number of threads, and after anything that changes the
/// model.</summary>
public sealed class ModelPredictTests
{
    [Fact]
    public void Spans_tensors_and_op_by_op_give_the_same_bits_for_any_number_of_samples_and_threads()
    {
        Sequential model = Network();
        int before = Parallelism.Threads;
        try
        {
            foreach (int samples in new[] { 1, 2, 3, 16, 17, 255, 256, 257, 600 })
            {
                Tensor x = Tensor.Normal([samples, 8, 8, 1], seed: samples);
                Parallelism.Threads = 1;
                float[] expected = model.PredictOpByOp([x], 256)[0].ToArray<float>();
                foreach (int threads in new[] { 1, 2, 3, 8 })
                {
                    Parallelism.Threads = threads;
                    Assert.Equal(expected, model.Predict(x).ToArray<float>());
                    Assert.Equal(expected, Spans(model, x));
                    Assert.Equal(expected, model.Predict(x, batch: 7).ToArray<float>());
                }
            }
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        Sequential model = Network();
        float[] input = new float[5 * 64], output = new float[5 * 3];
        for (int i = 0; i < 100; i++) model.Predict(input, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) model.Predict(input, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Sixty_four_threads_with_samples_of_their_own_get_their_own_answers()
    {
        Sequential model = Network();
        Tensor x = Tensor.Normal([64, 8, 8, 1], seed: 4);
        float[] all = x.ToArray<float>(), expected = model.PredictOpByOp([x], 64)[0].ToArray<float>();
        int wrong = 0;
        using Barrier start = new(64);
        Thread[] threads = [.. Enumerable.Range(0, 64).Select(i => new Thread(() =>
        {
            float[] output = new float[3 * 3];
            start.SignalAndWait();
            for (int k = 0; k < 50; k++)
            {
                int first = (i + 7 * k) % 62, count = 1 + (i + k) % 3;
                model.Predict(all.AsSpan(first * 64, count * 64), output.AsSpan(0, count * 3));
                if (!output.AsSpan(0, count * 3).SequenceEqual(expected.AsSpan(first * 3, count * 3))) Interlocked.Increment(ref wrong);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Weights_are_read_where_they_lie()
    {
        Sequential model = Network();
        Tensor x = Tensor.Normal([4, 8, 8, 1], seed: 4);
        float[] before = Spans(model, x);
        using TemporaryFolder folder = new();
        model.SaveWeights(folder.File("weights"));

        using (GradientTape tape = GradientTape.Begin())   // a step of training
            new Sgd(0.5).Apply(tape.Gradient(model.Call(x).Square().Sum(), model.Parameters));
        float[] trained = Spans(model, x);
        Assert.NotEqual(before, trained);
        Assert.Equal(model.PredictOpByOp([x], 4)[0].ToArray<float>(), trained);

        model.Parameters[0].Assign(model.Parameters[0] * 2.0);
        Assert.Equal(model.PredictOpByOp([x], 4)[0].ToArray<float>(), Spans(model, x));
        model.LoadWeights(folder.File("weights"));
        Assert.Equal(model.PredictOpByOp([x], 4)[0].ToArray<float>(), Spans(model, x));
        foreach (Layer layer in model.Layers) layer.Trainable = false;
        Assert.Equal(model.PredictOpByOp([x], 4)[0].ToArray<float>(), Spans(model, x));
        using (GradientTape.Begin(training: true)) Assert.Equal(model.PredictOpByOp([x], 4)[0].ToArray<float>(), Spans(model, x));   // use is use
    }

    [Fact]
    public void Layers_added_or_taken_off_count_also_deep_inside()
    {
        Sequential inner = new([6]) { new Dense(6) }, model = new([6]) { inner };
        Tensor x = Tensor.Normal([2, 6], seed: 1);
        float[] first = Spans(model, x);
        inner.Add(Activation.Tanh);
        Assert.Equal(model.PredictOpByOp([x], 2)[0].ToArray<float>(), Spans(model, x));
        Assert.NotEqual(first, Spans(model, x));
        inner.Pop();
        Assert.Equal(first, Spans(model, x));
        model.Add(new Dense(2));
        Assert.Equal(4, Spans(model, x).Length);
    }

    [Fact]
    public void Models_of_several_inputs_and_outputs_types_and_shapes_are_captured_too()
    {
        (Tensor a, Tensor b) = (Model.Input([3]), Model.Input([4], DType.Int32));
        Functional model = new([a, b], [a.Apply(new Dense(2)), b.Cast(DType.Float32).Sum(1), b, a * 2.0]);
        (Tensor x, Tensor y) = (Tensor.Normal([5, 3], seed: 1), Tensor.Integers([5, 4], 0, 9, seed: 2));
        foreach (int batch in new[] { 1, 2, 5 })
        {
            (Tensor[] expected, Tensor[] actual) = (model.PredictOpByOp([x, y], batch), model.PredictAll([x, y], batch));
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(expected[i].Spec, actual[i].Spec);
                Assert.Equal(Numbers(expected[i]), Numbers(actual[i]));
            }
        }
        Sequential bytes = new([4]) { new Rescaling(1 / 255.0) };   // built for floats, and takes bytes too
        Assert.Equal(1f, bytes.Predict(Tensor.Full([2, 4], 255, DType.UInt8)).ToArray<float>()[0]);
        Assert.Equal(0, model.PredictAll([x.Slice(0, 0, 0), y.Slice(0, 0, 0)])[0].Count);
        Assert.Equal([1f, 2f, 3f, 4f], Spans(new Sequential([4]), Tensor.From([1f, 2, 3, 4], [1, 4])));   // no layer at all
    }

    [Fact]
    public void A_model_that_cannot_be_captured_runs_op_by_op()
    {
        Sequential reading = new([3]) { new Reading() };
        Assert.Equal([2f, 4f, 6f], Spans(reading, Tensor.From([1f, 2, 3], [1, 3])));
        Assert.Equal([-1f, -2f, -3f], Spans(reading, Tensor.From([-1f, -2, -3], [1, 3])));
        Sequential counting = new([1]) { new Counting() };
        Assert.NotEqual(Spans(counting, Tensor.Ones([1, 1])), Spans(counting, Tensor.Ones([1, 1])));
    }

    [Fact]
    public void Inside_a_captured_step_a_prediction_is_part_of_the_step()
    {
        Sequential teacher = new([3]) { new Dense(2) };
        Tensor x = Tensor.Normal([4, 3], seed: 1);
        teacher.Predict(x);
        Plan plan = Plan.Compile(() => (teacher.Predict(x) * 2.0).Sum());
        plan.Replay();
        Assert.Equal((float)(teacher.Predict(x) * 2.0).Sum().ToScalar(), plan.Result.AsSpan<float>()[0]);
    }

    [Fact]
    public void Idle_predictions_are_few_and_small()
    {
        Sequential model = new([1000]) { new Dense(2) };
        for (int samples = 1; samples <= 60; samples++) model.Predict(Tensor.Zeros([samples, 1000]));
        Assert.Equal(60, model.Predictions.Idle.Count());
        for (int samples = 1; samples <= 300; samples++) model.Predict(Tensor.Zeros([samples, 1000]), batch: 300);
        Assert.InRange(model.Predictions.Idle.Count(), 1, 256);
        model.Predict(Tensor.Zeros([17_000, 1000]), batch: 17_000);   // 68 MB
        Assert.All(model.Predictions.Idle, static idle => Assert.InRange(idle.Samples, 1, 300));
        for (int samples = 6000; samples < 6005; samples++) model.Predict(Tensor.Zeros([samples, 1000]), batch: 6005);   // 24 MB each
        Assert.InRange(model.Predictions.Idle.Sum(static idle => idle.Bytes), 48_000_000, 64 << 20);
    }

    [Fact]
    public void What_spans_cannot_hold_is_refused()
    {
        Sequential model = Network();
        (Tensor a, Tensor b) = (Model.Input([3]), Model.Input([3]));
        Functional several = new([a, b], [a + b], "sum");
        Sequential doubles = new([3]) { new CastLayer() };
        Snapshot.Errors("predict_span_errors",
        [
            ("no whole sample", () => model.Predict(new float[65], new float[3])),
            ("nothing", () => model.Predict([], [])),
            ("too little room", () => model.Predict(new float[128], new float[3])),
            ("too much room", () => model.Predict(new float[64], new float[4])),
            ("two inputs", () => several.Predict(new float[3], new float[3])),
            ("another type", () => doubles.Predict(new float[3], new float[3])),
        ]);
    }

    [Fact]
    public void An_op_that_refuses_a_value_says_in_which_layer()
    {
        Sequential model = new([1], "words") { new Lookup() };
        float[] output = new float[1];
        model.Predict([2f], output);
        Assert.Equal(20f, output[0]);
        HebbException span = Assert.ThrowsAny<HebbException>(() => model.Predict([7f], output));
        Assert.Contains("layer 'lookup'", Assert.ThrowsAny<HebbException>(() => model.Predict(Tensor.From([7f], [1, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("layer 'lookup'", span.Message, StringComparison.Ordinal);
    }

    private static Sequential Network() => new([8, 8, 1], "network", seed: 3)
    {
        new Rescaling(0.5, 0.1),
        new Conv2D(4, 3, Activation.Relu) { Padding = Padding.Same },
        new BatchNormalization(),
        new MaxPooling2D(2),
        new Flatten(),
        new Dropout(0.5),
        new Dense(5, Activation.Tanh),
        new Dense(3),
        Activation.Softmax(),
    };

    private static float[] Spans(Model model, Tensor x)
    {
        float[] output = new float[x.Shape[0] * model.Outputs[0].Shape[1..].Count];
        model.Predict(x.ToArray<float>(), output);
        return output;
    }

    private static float[] Numbers(Tensor x) => x.Cast(DType.Float32).ToArray<float>();

    private sealed class Reading : Layer
    {
        protected override Tensor Forward(Tensor x) => x.IsSymbolic || x.Sum().ToScalar() > 0 ? x * 2.0 : x;
    }

    private sealed class Counting : Layer
    {
        private int _calls;

        protected override Tensor Forward(Tensor x) => x * ++_calls;
    }

    private sealed class CastLayer : Layer
    {
        protected override Tensor Forward(Tensor x) => x.Cast(Hebb.DType.Float64);
    }

    private sealed class Lookup : Layer
    {
        private State _table = null!;

        protected override void Build(Shape input) => _table = AddState("table", Tensor.From([0f, 10f, 20f]));

        protected override Tensor Forward(Tensor x) => _table.Gather(x.Cast(Hebb.DType.Int32));
    }
}
