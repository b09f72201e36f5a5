namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Samples that are trained on and held out, and inputs that tell nothing: what is found in the data, and what is left in peace.</summary>
public sealed class DataFaultTests
{
    private static readonly Lazy<Dataset> s_digits = new(static () => Glyphs.Generate(seed: 71, 900, 1).Train);

    private static Doctor Run(Model model, Dataset data, Dataset? validation = null, int epochs = 3, Optimizer? optimizer = null, int batch = 32)
    {
        Doctor doctor = new();
        new Trainer(model) { Optimizer = optimizer ?? new Adam(1e-3), Loss = new CrossEntropy(), Callbacks = [doctor], Seed = 5 }.Fit(data, epochs, batch, validation);
        return doctor;
    }

    private static Finding Only(FindingKind kind, Doctor doctor)
    {
        Assert.True(doctor.Findings.Count == 1 && doctor.Findings[0].Kind == kind, $"expected {kind} alone:\n{doctor}");
        return doctor.Findings[0];
    }

    private static Sequential Digits(params Layer[] first)
    {
        Sequential model = new([28, 28, 1], "digits", 3);
        foreach (Layer layer in first) model.Add(layer);
        model.Add(new Flatten());
        model.Add(new Dense(24, Activation.Relu));
        model.Add(new Dense(10));
        return model;
    }

    private static int[] Range(int start, int count) => [.. Enumerable.Range(start, count)];

    [Theory]
    [InlineData(4)]     // of 400: a hundredth
    [InlineData(20)]    // a twentieth
    [InlineData(100)]
    public void A_small_leak_of_pictures_is_found(int leaked)
    {
        Dataset data = s_digits.Value, train = data.Subset(Range(0, 500));
        Doctor doctor = Run(Digits(new Rescaling(1 / 255.0)), train, data.Subset([.. Range(500, 400 - leaked), .. Range(100, leaked)]));
        if (leaked < 5) Assert.Empty(doctor.Findings);   // as many may be chance
        else Assert.Equal(leaked, Only(FindingKind.HeldOutDataInTraining, doctor)["shared"]);
    }

    [Fact]
    public void Rows_that_were_copied_before_the_split_are_found()
    {
        Dataset data = s_digits.Value.Take(300);
        (Dataset train, Dataset validation) = data.Subset([.. Range(0, 300), .. Range(0, 100), .. Range(0, 100), .. Range(0, 100)]).Split(0.25, seed: 1);
        Finding finding = Only(FindingKind.HeldOutDataInTraining, Run(Digits(new Rescaling(1 / 255.0)), train, validation));
        Assert.True(finding["shared"] > 50, $"{finding}");
    }

    [DataFact("tabular")]
    public void Tables_whose_rows_repeat_by_themselves_are_left_in_peace()
    {
        (string File, string[] Columns)[] tables =
        [
            ("seaborn/titanic.csv", ["pclass", "sex"]), ("seaborn/titanic.csv", ["pclass", "sex", "sibsp", "embarked"]),
            ("seaborn/titanic.csv", ["pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"]),
            ("seaborn/titanic.csv", ["pclass", "sex", "age", "sibsp", "parch", "fare", "embarked", "class", "who", "deck", "embark_town", "alone"]),
            ("seaborn/penguins.csv", ["island", "sex", "bill_length_mm"]), ("seaborn/mpg.csv", ["cylinders", "origin", "model_year"]),
            ("seaborn/penguins.csv", ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"]),
        ];
        List<string> found = [];
        foreach ((string file, string[] columns) in tables)
            for (ulong seed = 1; seed <= 8; seed++)
            {
                (Dataset train, Dataset validation) = RealTables.Codes(file, columns).Split(seed % 2 == 0 ? 0.25 : 0.1, seed);
                Doctor doctor = Run(new Sequential([columns.Length], "table", 1) { new Dense(2) }, train, validation, 1, batch: 128);
                if (doctor.Findings.Any(static finding => finding.Kind == FindingKind.HeldOutDataInTraining)) found.Add($"{file} {seed}: {doctor}");
            }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [DataFact("tabular")]
    public void A_leak_into_a_real_table_is_found()
    {
        var (train, validation, layer) = RealTables.Classes("breast_cancer.csv", 2, 23);
        Batch all = train.Batches(train.Count).First(), held = validation.Batches(validation.Count).First();
        Dataset leaky = Dataset.From(Tensor.Concat([all.Inputs, held.Inputs[..7]], axis: 0), [.. all.Labels.ToArray<int>(), .. held.Labels.ToArray<int>()[..7]]);
        Doctor doctor = Run(new Sequential([30], "tumours", 23) { layer, new Dense(2) }, leaky, validation);
        Assert.Equal(7, Only(FindingKind.HeldOutDataInTraining, doctor)["shared"]);   // 7 of 142, a twentieth
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void Inputs_that_become_zero_make_a_constant_output(string activation)
    {
        foreach (Optimizer optimizer in (Optimizer[])[new Sgd(0.05), new Adam(1e-3)])
        {
            Sequential model = new([28, 28, 1], "zeros", 3)
            {
                new Rescaling(0), new Flatten(), new Dense(24, Activation.Parse(activation)), new Dropout(0.3), new Dense(24, Activation.Relu), new Dense(10),
            };
            Finding finding = Only(FindingKind.ConstantOutput, Run(model, s_digits.Value, optimizer: optimizer));
            Assert.Contains("nothing but zeros reaches the first trained layer", finding.Message, StringComparison.Ordinal);
            Assert.Contains("a Rescaling or mask of 0", finding.Advice, StringComparison.Ordinal);
            Assert.Equal(0, finding["rms"]);
        }
    }

    [Fact]
    public void Inputs_that_become_the_same_number_make_a_constant_output()
    {
        Finding finding = Only(FindingKind.ConstantOutput, Run(Digits(new Rescaling(0, 300)), s_digits.Value));
        Assert.Contains("the same numbers reach the first trained layer", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(300f)]
    public void Samples_that_are_all_the_same_make_a_constant_output(float value)
    {
        Tensor inputs = (Tensor.Ones([300, 28, 28, 1]) * value).Detach();
        Finding finding = Only(FindingKind.ConstantOutput, Run(Digits(), Dataset.From(inputs, [.. Range(0, 300).Select(static i => i * 7 % 10)])));
        Assert.Contains("all samples have the same inputs", finding.Message, StringComparison.Ordinal);
        Assert.Equal(300, finding["samples"]);
    }

    [Fact]
    public void A_side_input_that_is_constant_is_none()
    {
        Tensor input = Model.Input([28, 28, 1]), flat = input.Apply(new Flatten());
        Tensor side = (flat * 0.0 + 1.0).Apply(new Dense(8)), main = (flat * (1 / 255.0)).Apply(new Dense(24, Activation.Relu));
        Doctor doctor = Run(new Functional(input, new Concatenate().Call(side, main).Apply(new Dense(10)), "sided", 3), s_digits.Value);
        Assert.Empty(doctor.Findings);
    }
}
