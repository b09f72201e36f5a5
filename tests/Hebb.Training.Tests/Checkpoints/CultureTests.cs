using System.Globalization;

namespace Hebb.Training.Tests.Checkpoints;

/// <summary>Whatever numbers look like where a run is begun, files and texts are the same.</summary>
public sealed class CultureTests
{
    // A comma for the point, and another minus: much as in German and Swedish. (Tests run without the cultures' own data.)
    private static readonly CultureInfo s_foreign = Foreign();

    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NaNSymbol = "keine Zahl";
        return culture;
    }

    private static T In<T>(CultureInfo culture, Func<T> run)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Same(Func<string> text)
    {
        string expected = In(CultureInfo.InvariantCulture, text);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, In(s_foreign, text));
    }

    private static Trainer Trainer(params Callback[] callbacks) =>
        new(new Sequential([6], "small", 3)
        {
            new Dense(16, Activation.LeakyRelu(0.15)) { KernelRegularizer = new L2(0.001), KernelConstraint = new MaxNorm(1.5) }, new Dropout(0.3),
            new Dense(3),
        })
        {
            Optimizer = new Sgd(0.05)
            {
                Momentum = 0.9, WeightDecay = 0.01, Schedule = new WarmUp(5, new PolynomialDecay { Power = 1.5, MinimumFraction = 0.1 }),
            },
            Loss = new CrossEntropy { LabelSmoothing = 0.05 },
            Clipping = GradientClipping.ByGlobalNorm(0.5),
            Metrics = [new Accuracy()],
            Callbacks = [new EarlyStopping(9) { MinimumDelta = 0.001 }, new ReduceOnPlateau(2, 0.5), .. callbacks],
        };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_begun_in_one_culture_goes_on_in_another(bool abroadFirst)
    {
        (CultureInfo first, CultureInfo second) = abroadFirst ? (s_foreign, CultureInfo.InvariantCulture) : (CultureInfo.InvariantCulture, s_foreign);
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        string whole = In(CultureInfo.InvariantCulture, () => Small.WithoutSeconds(Trainer().Fit(Small.Data(), 6, 8, Small.Data(20, 2))));
        In(first, () => Trainer(new On { EpochEnd = (run, epoch) => Stop(run, epoch, path) }).Fit(Small.Data(), 6, 8, Small.Data(20, 2)));
        string resumed = In(second, () =>
        {
            Trainer trainer = Trainer();
            trainer.LoadCheckpoint(path);
            return Small.WithoutSeconds(trainer.Fit(Small.Data(), 6, 8, Small.Data(20, 2)));
        });
        Assert.Equal(whole, resumed);

        static void Stop(TrainingRun run, EpochRecord epoch, string path)
        {
            if (epoch.Epoch != 3) return;
            run.Trainer.SaveCheckpoint(path);
            run.Stop("in the middle");
        }
    }

    [Fact]
    public void Journals_and_tables_of_a_search_are_the_same() => Same(static () =>
    {
        using TemporaryFolder folder = new();
        SearchSpace space =
        [
            Hyperparameter.Float("rate", 1e-4, 0.5, log: true), Hyperparameter.Int("shift", -5, 5), Hyperparameter.Choice("slope", -0.5, 0.25),
        ];
        Tuner tuner = new(space, new BayesianOptimization(10) { Seed = 1 }) { Journal = folder.File("journal") };
        SearchResult result = tuner.Search(static trial => trial.Number == 3 ? double.NaN
            : trial.Values.Float("rate") + (trial.Values.Int("shift") * trial.Values.Float("slope")));
        return $"{space}\n{File.ReadAllText(tuner.Journal)}\n{result.ToCsv()}\n{result}";
    });

    [Fact]
    public void Logs_and_reports_of_a_run_are_the_same() => Same(static () =>
    {
        using TemporaryFolder folder = new();
        Doctor doctor = new();
        GradientMonitor monitor = new();
        Trainer trainer = Trainer(new CsvLog(folder.File("log.csv")), doctor, monitor);
        trainer.Optimizer.LearningRate = 40;
        History history = trainer.Fit(Small.Data(), 4, 8, Small.Data(20, 2));
        string log = string.Join('\n', File.ReadAllLines(folder.File("log.csv")).Select(static line => line[..line.LastIndexOf(',')]));
        string epochs = string.Join('\n', history.Epochs.Select(static epoch => (epoch with { Seconds = 0.25 }).ToString()));
        return $"{log}\n{epochs}\n{history.StoppedBecause}\n{doctor}\n{monitor}\n{new LearningRateFinder(1e-4, 1, 20).Find(Trainer(), Small.Data(), 8)}";
    });

    [Fact]
    public void A_run_that_broke_down_is_reported_in_the_same_words() => Same(static () =>
    {
        Doctor doctor = new();
        History history = new Trainer(Small.Model()) { Optimizer = new Sgd(1e30), Loss = new CrossEntropy(), Callbacks = [doctor] }.Fit(Small.Data(), 3, 8);
        return $"{history.StoppedBecause}\n{doctor}";
    });
}
