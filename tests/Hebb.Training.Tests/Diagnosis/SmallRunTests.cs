namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Runs that are too small to show much: a single sample, batches of one, one step. Nothing is wrong with them, and nothing is found.</summary>
public sealed class SmallRunTests
{
    private static string Findings(Trainer trainer, Dataset data, int epochs, int batch, Dataset? validation = null)
    {
        trainer.Fit(data, epochs, batch, validation);
        return trainer.Callbacks[0].ToString()!;
    }

    private static Trainer Trainer(Model model, Optimizer? optimizer = null, Loss? loss = null) => new(model)
    {
        Optimizer = optimizer ?? new Adam(3e-3),
        Loss = loss ?? new CrossEntropy(),
        Callbacks = [new Doctor()],
        Seed = 3,
    };

    private static Sequential Deep(ulong seed, Activation activation) => new([6], "deep", seed)
    {
        new Dense(16, activation), new Dense(16, activation), new Dense(16, activation), new Dense(3),
    };

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 1, 1, 30 }, { 1, 32, 200 }, { 2, 1, 20 }, { 3, 32, 1 }, { 3, 2, 50 }, { 10, 1, 1 }, { 10, 32, 1 }, { 10, 5, 30 }, { 60, 1, 1 },
        { 300, 1, 1 }, { 300, 1, 4 }, { 300, 2, 2 }, { 300, 300, 1 }, { 300, 300, 3 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nothing_is_found_in_a_sound_net(int samples, int batch, int epochs)
    {
        List<string> found = [];
        foreach (ulong seed in (ulong[])[1, 2, 3, 4, 5])
            foreach (Activation activation in (Activation[])[Activation.Relu, Activation.Tanh])
            {
                Dataset blobs = Tables.Blobs(Math.Max(samples, 3), seed: (int)seed);
                string text = Findings(Trainer(Deep(seed, activation)), samples < 3 ? blobs.Take(samples) : blobs, epochs, batch);
                if (text != "The doctor has found nothing wrong.") found.Add($"seed {seed}, {activation.Name}: {text}");
            }
        Assert.True(found.Count == 0, $"{found.Count} of 10\n{string.Join('\n', found)}");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nothing_is_found_in_a_sound_regression_with_rare_large_values(int samples, int batch, int epochs)
    {
        List<string> found = [];
        foreach (ulong seed in (ulong[])[1, 2, 3, 4, 5])
        {
            Tensor x = Tensor.Normal([samples, 6], seed: (long)seed), noise = Tensor.Normal([samples, 1], seed: 50 + (long)seed);
            Dataset data = Dataset.From(x, (x.Sum(axis: 1, keepDims: true) + (noise * noise * noise * 0.5)).Detach());
            string text = Findings(Trainer(new Sequential([6], "line", seed) { new Dense(16, Activation.Relu), new Dense(1) }, new Adam(1e-3),
                new MeanSquaredError()), data, epochs, batch);
            if (text != "The doctor has found nothing wrong.") found.Add($"seed {seed}: {text}");
        }
        Assert.True(found.Count == 0, $"{found.Count} of 5\n{string.Join('\n', found)}");
    }

    [Fact]
    public void A_blank_first_picture_is_no_scale()
    {
        Dataset digits = Glyphs.Generate(seed: 61, 300, 1).Train;
        Batch all = digits.Batches(300).First();
        float[] pixels = (all.Inputs / 255.0).ToArray<float>();
        for (int i = 0; i < 300; i += 2) pixels.AsSpan(784 * i, 784).Clear();
        Dataset data = Dataset.From(Tensor.From(pixels, [300, 28, 28, 1]), all.Labels.ToArray<int>(), [.. digits.ClassNames]);
        Assert.Equal("The doctor has found nothing wrong.",
            Findings(Trainer(new Sequential([28, 28, 1], "blank", 1) { new Flatten(), new Dense(32, Activation.Relu), new Dense(10) }), data, 2, 1));
    }

    [Fact]
    public void What_is_dead_for_thirty_samples_is_found_in_batches_of_one_too()
    {
        Sequential model = new([6], "dead", 3)
        {
            new Dense(16, Activation.Relu) { BiasInitializer = Initializer.Constant(-20), Name = "hopeless" }, new Dense(3),
        };
        Trainer trainer = Trainer(model);
        trainer.Fit(Tables.Blobs(120), 2, 1);
        Assert.Equal([(FindingKind.DeadUnits, "hopeless")], ((Doctor)trainer.Callbacks[0]).Findings.Select(static found => (found.Kind, found.Layer)));
    }

    [Fact]
    public void A_doctor_that_has_seen_nothing_says_so()
    {
        const string Nothing = "The doctor has seen no step yet: it must be among the Callbacks of a Trainer when Fit is called.";
        Doctor doctor = new();
        Assert.Equal(Nothing, doctor.ToString());
        new Trainer(Tables.Net())
        {
            Optimizer = new Sgd(0.1),
            Loss = new CrossEntropy(),
            Callbacks = [doctor, new On { TrainBegin = static run => run.Stop("before the first step") }],
        }.Fit(Tables.Blobs());
        Assert.Equal(Nothing, doctor.ToString());
    }
}
