namespace Hebb.Formats.Tests;

/// <summary>Published tables, as they come.</summary>
public sealed class FromFileToModelTests
{
    private static string Tables => DataFactAttribute.DataFolderOf("tabular")!;

    [DataFact("tabular")]
    public void From_a_file_to_a_fitted_and_saved_model_in_ten_lines()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(Tables, "seaborn", "penguins.csv"), saved = folder.File("penguins.hebb");

        DataTable table = CsvFile.Read(file);
        (DataTable fit, DataTable test) = table.Split(0.2, seed: 1, stratify: "species");
        FeatureSpace space = FeatureSpace.Infer(fit, target: "species");
        var model = new Sequential([space.Width]) { new Dense(16, Activation.Relu), new Dense(space.Classes) };
        var trainer = new Trainer(model) { Optimizer = new Adam(0.01), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
        trainer.Fit(space.Encode(fit), epochs: 30);
        Evaluation evaluation = trainer.Evaluate(space.Encode(test));
        space.AttachTo(model).Save(saved);
        Model loaded = Model.Load(saved);
        string[] species = FeatureSpace.Of(loaded).PredictClasses(loaded, DataTable.From(s_names, ["Biscoe", "50.0", "15.2", "218", "5700", "MALE"], ["Dream", "", "", "", "", ""]));

        Assert.Equal("Gentoo", species[0]);
        Assert.Contains(species[1], space.ClassNames);   // nothing but the island is known, and the model still answers
        Assert.InRange(evaluation.Metrics[0].Value, 0.95, 1);
        Assert.Equal(space.ToString(), FeatureSpace.Of(loaded).ToString());
    }

    [DataFact("tabular")]
    public void Columns_and_target_are_said_in_one_expression()
    {
        (DataTable fit, DataTable test) = CsvFile.Read(Path.Combine(Tables, "seaborn", "penguins.csv")).Split(0.2, seed: 1, stratify: "species");

        // The example of FeatureSpace.
        FeatureSpace space = new(target: new CategoricalColumn("species"))
        {
            new NumericColumn("body_mass_g") { Missing = MissingNumber.Median, MissingIndicator = true },
            new CategoricalColumn("island") { Unknown = UnknownCategory.Zeros },
            new CrossedColumn(16, "island", "sex"),
        };
        space.Adapt(fit);

        Assert.Equal((2 + 3 + 16, 3), (space.Width, space.Classes));
        Assert.Equal(test.Count, space.Encode(test).Count);
    }

    [DataFact("tabular")]
    public void What_is_to_be_predicted_is_known_for_what_it_is()
    {
        Assert.Equal(["0", "1"], Infer("titanic-kaggle/train.csv", "Survived", "Name").ClassNames);
        Assert.Equal(["0", "1"], Infer("seaborn/titanic.csv", "survived").ClassNames);
        Assert.Equal(["0", "1", "2"], Infer(Numbered("iris.csv"), "4").ClassNames);
        Assert.Equal(["0", "1", "2"], Infer(Numbered("wine_data.csv"), "13").ClassNames);
        Assert.Equal(["0", "1"], Infer(Numbered("breast_cancer.csv"), "30").ClassNames);
        Assert.Equal(10, Infer(new CsvFile(Path.Combine(Tables, "sklearn", "digits.csv.gz")) { HasHeader = false }.Read(), "64").Classes);
        Assert.Empty(Infer("california/housing.csv", "median_house_value").ClassNames);
        Assert.Empty(Infer(new CsvFile(Path.Combine(Tables, "sklearn", "boston_house_prices.csv")) { SkipLines = 1 }.Read(), "MEDV").ClassNames);
        Assert.Empty(Infer(new CsvFile(Path.Combine(Tables, "sklearn", "diabetes_data.csv.gz")) { HasHeader = false, Delimiter = ' ' }.Read()
            .Beside(new CsvFile(Path.Combine(Tables, "sklearn", "diabetes_target.csv.gz")) { Names = ["progression"] }.Read()), "progression").ClassNames);
        Assert.Empty(Infer("seaborn/mpg.csv", "mpg").ClassNames);
        Assert.Contains("'cylinders': 5 whole numbers from 3 to 8", Infer("seaborn/mpg.csv", "cylinders").Notes[0], StringComparison.Ordinal);

        IReadOnlyList<string> notes = Infer("titanic-kaggle/train.csv", "Survived", "Name").Notes;
        Assert.Equal(["column 'PassengerId'", "column 'Ticket'", "column 'Cabin'"], notes.Select(static note => note[..note.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Contains("\"<1H OCEAN\"", Infer("california/housing.csv", "median_house_value").ToString(), StringComparison.Ordinal);

        FeatureSpace Infer(object table, string target, params string[] ignore) =>
            FeatureSpace.Infer(table as DataTable ?? CsvFile.Read(Path.Combine(Tables, (string)table)), target, ignore);

        DataTable Numbered(string file) => new CsvFile(Path.Combine(Tables, "sklearn", file)) { SkipLines = 1, HasHeader = false }.Read();
    }

    [Fact]
    public void What_a_trainer_reports_of_a_scaled_number_comes_back_in_its_unit()
    {
        DataTable table = DataTable.From(["size", "dollars"], ["1", "1000"], ["2", "3500"], ["3", "4000"], ["4", "9000"]);
        FeatureSpace space = new FeatureSpace(target: new NumericColumn("dollars")) { new NumericColumn("size") }.Adapt(table);
        var model = new Sequential([space.Width]) { new Dense(1) };
        var trainer = new Trainer(model) { Optimizer = new Adam(0.01), Loss = new MeanSquaredError(), Metrics = [new AbsoluteError()] };
        trainer.Fit(space.Encode(table), epochs: 3);

        double scaled = trainer.Evaluate(space.Encode(table)).Metrics[0].Value;
        double dollars = scaled * ((NumericColumn)space.Target!).Scale;

        double[] predicted = space.Predict(model, table);
        Assert.Equal(predicted.Zip(table.Column("dollars"), static (guess, answer) => Math.Abs(guess - double.Parse(answer))).Average(), dollars, 0.01);
    }

    private static readonly string[] s_names = ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"];

    [DataFact("tabular")]
    public void Figures_are_those_of_the_training_rows_alone()
    {
        DataTable table = CsvFile.Read(Path.Combine(Tables, "california", "housing.csv"));
        Assert.Equal(20640, table.Count);
        (DataTable fit, DataTable test) = table.Split(0.2, seed: 1);
        FeatureSpace space = FeatureSpace.Infer(fit, target: "median_house_value");
        Assert.Equal(14, space.Width);   // 8 numbers, 1 indicator of 207 missing ones, 5 categories
        float[] inputs = space.Inputs(fit).ToArray<float>();
        for (int feature = 0; feature < 9; feature++)
        {
            if (space.Features[feature].EndsWith("missing", StringComparison.Ordinal)) continue;
            double[] column = [.. Enumerable.Range(0, fit.Count).Select(row => (double)inputs[(row * 14) + feature])];
            Assert.Equal(0, column.Average(), 1e-4);
            if (space.Features[feature] != "total_bedrooms") Assert.Equal(1, column.Average(x => x * x), 1e-3);
        }
        // The held-out rows are shifted by the others' figures, so that their own means are not zero.
        float[] held = space.Inputs(test).ToArray<float>();
        Assert.All(Enumerable.Range(0, 4), feature => Assert.NotEqual(0, Enumerable.Range(0, test.Count).Average(row => (double)held[(row * 14) + feature]), 1e-6));
    }

    [DataFact("tabular")]
    public void Tables_of_every_kind_are_read()
    {
        DataTable iris = new CsvFile(Path.Combine(Tables, "sklearn", "iris.csv")) { SkipLines = 1, HasHeader = false }.Read();
        Assert.Equal((150, 5), (iris.Count, iris.Names.Count));
        DataTable boston = new CsvFile(Path.Combine(Tables, "sklearn", "boston_house_prices.csv")) { SkipLines = 1 }.Read();
        Assert.Equal((506, "MEDV"), (boston.Count, boston.Names[^1]));
        DataTable diabetes = new CsvFile(Path.Combine(Tables, "sklearn", "diabetes_data.csv.gz")) { HasHeader = false, Delimiter = ' ' }.Read()
            .Beside(new CsvFile(Path.Combine(Tables, "sklearn", "diabetes_target.csv.gz")) { Names = ["progression"] }.Read());
        Assert.Equal((442, 11), (diabetes.Count, diabetes.Names.Count));
        Assert.Equal(152.13348, diabetes.Column("progression").Average(double.Parse), 1e-5);
        DataTable titanic = CsvFile.Read(Path.Combine(Tables, "titanic-kaggle", "train.csv"));
        Assert.Equal((891, "Braund, Mr. Owen Harris"), (titanic.Count, titanic[0, "Name"]));
        DataTable exercise = new CsvFile(Path.Combine(Tables, "sklearn", "linnerud_exercise.csv")) { Delimiter = ' ' }.Read();
        Assert.Equal("20 rows of Chins, Situps, Jumps", exercise.ToString());
    }
}
