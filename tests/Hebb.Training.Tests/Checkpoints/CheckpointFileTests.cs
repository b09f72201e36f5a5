using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb.Training.Tests.Checkpoints;

public sealed class CheckpointFileTests
{
    private const int Batch = 8;

    private static readonly Dataset s_data = Small.Data();

    [Fact]
    public void A_damaged_file_is_refused_or_is_what_was_written()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb"), damaged = folder.File("damaged.hebb");
        string saved = Save(path, Small.Trainer());
        byte[] bytes = File.ReadAllBytes(path);
        Trainer trainer = Small.Trainer();
        string fresh = trainer.Model.WeightsSha256();
        int refused = 0, tried = 0;
        for (int at = 0; at < bytes.Length; at += 61, tried++)
        {
            byte[] flipped = [.. bytes];
            flipped[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(damaged, flipped);
            if (Refuses(trainer, damaged, fresh)) refused++;
            else
            {
                Assert.Equal((at, saved), (at, trainer.Model.WeightsSha256()));
                trainer = Small.Trainer();
            }
        }
        Assert.True(refused > 0.9 * tried, $"only {refused} of {tried} flipped bits were noticed");
        for (int length = 0; length < bytes.Length; length += 997)
        {
            File.WriteAllBytes(damaged, bytes[..length]);
            Assert.True(Refuses(trainer, damaged, fresh), $"a file cut to {length} bytes was taken");
        }
    }

    [Fact]
    public void What_a_file_claims_is_not_believed()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb"), forged = folder.File("forged.hebb");
        Save(path, Small.Trainer(null, new EarlyStopping(2)));
        IReadOnlyDictionary<string, byte[]> entries = HebbArchive.Read(path);
        string json = System.Text.Encoding.UTF8.GetString(entries["run.json"]);
        void Load(string from, string to)
        {
            Assert.Contains(from, json, StringComparison.Ordinal);
            byte[] changed = System.Text.Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal));
            HebbArchive.Write(forged, [.. entries.Select(entry => (entry.Key, (ReadOnlyMemory<byte>)(entry.Key == "run.json" ? changed : entry.Value)))]);
            Small.Trainer(null, new EarlyStopping(2)).LoadCheckpoint(forged);
        }
        Snapshot.Errors("checkpoint_forged",
        [
            ("an epoch that no Int32 holds", () => Load("\"epoch\":1,\"step\"", "\"epoch\":4000000000,\"step\"")),
            ("a negative step", () => Load("\"step\":0,\"lossSum\"", "\"step\":-1,\"lossSum\"")),
            ("a sum that is no number", () => Load("\"lossSum\":\"0000000000000000\"", "\"lossSum\":\"much\"")),
            ("a missing field", () => Load("\"lossSum\":\"0000000000000000\",", "")),
            ("a history of texts", () => Load("\"history\":[", "\"history\":[\"good\",")),
            ("a callback's memory of another kind", () => Load("\"waited\":0", "\"waited\":\"long\"")),
            ("a callback's memory that is missing", () => Load("\"waited\":0,", "")),
            ("a learning rate that is none", () => Load(CheckpointJson.Bits(0.02), CheckpointJson.Bits(double.NaN))),
            ("an identity of numbers", () => Load("\"samples\":\"50\"", "\"samples\":50")),
            ("the first version, which had no number", () => Load("\"version\":2,", "")),
            ("a version to come", () => Load("\"version\":2,", "\"version\":3,")),
        ], hide: folder.Path);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb"), model = folder.File("model.hebb");
        Trainer original = Small.Trainer(null, new EarlyStopping(2));
        Save(path, original);
        original.Model.Save(model);
        Trainer Make(Sequential? net = null, Optimizer? optimizer = null, Metric[]? metrics = null, Callback[]? callbacks = null, Loss? loss = null,
            ulong seed = 5, GradientClipping? clipping = null) => new(net ?? Small.Model())
        {
            Optimizer = optimizer ?? new Adam(0.02) { Schedule = new CosineDecay() },
            Loss = loss ?? new CrossEntropy(),
            Metrics = metrics ?? [new Accuracy()],
            Clipping = clipping ?? GradientClipping.ByGlobalNorm(1),
            Callbacks = callbacks ?? [new EarlyStopping(2)],
            Seed = seed,
        };
        void Load(Trainer trainer)
        {
            string before = trainer.Model.WeightsSha256();
            try
            {
                trainer.LoadCheckpoint(path);
            }
            finally
            {
                Assert.Equal(before, trainer.Model.WeightsSha256());
            }
        }
        void Fit(Trainer trainer, Dataset? data = null, int batch = Batch, Dataset? validation = null)
        {
            trainer.LoadCheckpoint(path);
            trainer.Fit(data ?? s_data, 3, batch, validation);
        }
        Snapshot.Errors("checkpoint_of_another_run",
        [
            ("a model with a wider layer", () => Load(Make(new Sequential([6], "small", 3) { new Dense(17, Activation.Relu), new BatchNormalization(),
                new Dropout(0.3), new Dense(3) }))),
            ("a model without dropout", () => Load(Make(new Sequential([6], "small", 3) { new Dense(16, Activation.Relu), new BatchNormalization(),
                new Dense(3) }))),
            ("a model with a layer more", () => Load(Make(new Sequential([6], "small", 3) { new Dense(16, Activation.Relu), new BatchNormalization(),
                new Dropout(0.3), new Dense(3), new Dense(3) }))),
            ("another kind of optimizer", () => Load(Make(optimizer: new Sgd(0.02)))),
            ("more metrics", () => Load(Make(metrics: [new Accuracy(), new TopKAccuracy(2)]))),
            ("no early stopping", () => Load(Make(callbacks: []))),
            ("a model's file", () => Make().LoadCheckpoint(model)),
            ("no file", () => Make().LoadCheckpoint(folder.File("none.hebb"))),
            ("another learning rate", () => Fit(Make(optimizer: new Adam(0.03) { Schedule = new CosineDecay() }))),
            ("another schedule", () => Fit(Make(optimizer: new Adam(0.02)))),
            ("another beta", () => Fit(Make(optimizer: new Adam(0.02) { Schedule = new CosineDecay(), Beta1 = 0.8 }))),
            ("weight decay", () => Fit(Make(optimizer: new Adam(0.02) { Schedule = new CosineDecay(), WeightDecay = 0.01, DecaysBiases = false }))),
            ("a slower last layer", () => Fit(Make(optimizer: new Adam(0.02) { Schedule = new CosineDecay(),
                RateMultiplier = static variable => variable.Name.StartsWith("dense_2/", StringComparison.Ordinal) ? 0.1 : 1 }))),
            ("an average of the weights", () => Load(Make(optimizer: new Adam(0.02) { Schedule = new CosineDecay(), AverageDecay = 0.99 }))),
            ("label smoothing and class weights", () => Fit(Make(loss: new CrossEntropy { LabelSmoothing = 0.1, ClassWeights = [1, 1.5, 2] }))),
            ("a sum of losses", () => Fit(Make(loss: new CrossEntropy { Reduction = Reduction.Sum }))),
            ("more dropout", () => Fit(Make(new Sequential([6], "small", 3) { new Dense(16, Activation.Relu), new BatchNormalization(),
                new Dropout(0.5), new Dense(3) }))),
            ("weights of samples", () => Fit(Make(), s_data.WithWeights(Tensor.Ones([50])))),
            ("another seed", () => Fit(Make(seed: 6))),
            ("another loss", () => Fit(Make(loss: new CategoricalSquares()))),
            ("other clipping", () => Fit(Make(clipping: GradientClipping.ByValue(1)))),
            ("fewer samples and a larger batch", () => Fit(Make(), s_data.Take(40), 16)),
            ("validation where there was none", () => Fit(Make(), validation: s_data.Take(10))),
        ], hide: folder.Path);
    }

    [Fact]
    public void After_a_refusal_Fit_still_goes_on_only_with_the_right_run()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        Save(path, Small.Trainer());
        Trainer trainer = Small.Trainer();
        trainer.LoadCheckpoint(path);
        Assert.Throws<UsageException>(() => trainer.Fit(s_data, 2, batch: 16));
        Assert.Equal(2, trainer.Fit(s_data, 2, Batch).Epochs.Count);
    }

    [Fact]
    public void A_run_shorter_than_what_the_checkpoint_has_gone_is_refused()
    {
        using TemporaryFolder folder = new();
        string whole = folder.File("whole.hebb"), middle = folder.File("middle.hebb");
        On saving = new()
        {
            StepEnd = (run, _) =>
            {
                if (run is { Epoch: 3, Step: 2 }) run.Trainer.SaveCheckpoint(middle);
            },
            EpochEnd = (run, _) => run.Trainer.SaveCheckpoint(whole),
        };
        Small.Trainer(null, saving).Fit(s_data, 4, Batch);
        Snapshot.Errors("checkpoint_beyond_the_run",
        [
            ("two of four epochs", () => Fit(whole, 2)),
            ("the middle of the third of two", () => Fit(middle, 2)),
        ], hide: folder.Path);
        Assert.Equal(4, Fit(whole, 4).Epochs.Count);   // nothing left to do
        Assert.Equal(3, Fit(middle, 3).Epochs.Count);

        static History Fit(string path, int epochs)
        {
            Trainer trainer = Small.Trainer();
            trainer.LoadCheckpoint(path);
            return trainer.Fit(s_data, epochs, Batch);
        }
    }

    [Fact]
    public void A_callback_of_ones_own_remembers()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        Counter first = new();
        Save(path, Small.Trainer(null, first));
        Counter second = new();
        Trainer resumed = Small.Trainer(null, new On(), second);   // a callback without a memory may be added
        resumed.LoadCheckpoint(path);
        resumed.Fit(s_data, 2, Batch);
        Assert.Equal(14, second.Steps);
    }

    [Fact]
    public void Checkpoints_are_refused_where_they_make_no_sense()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        Save(path, Small.Trainer());
        Trainer wentBack = Small.Trainer(null, new EarlyStopping(1));
        wentBack.Fit(s_data, 1, Batch);
        Snapshot.Errors("checkpoint_misuse",
        [
            ("before Fit", () => Small.Trainer().SaveCheckpoint(path)),
            ("after the best weights came back", () => wentBack.SaveCheckpoint(path)),
            ("loading in the middle of Fit", () => Small.Trainer(null, new On { StepBegin = run => run.Trainer.LoadCheckpoint(path) }).Fit(s_data, 1, Batch)),
            ("into a folder that is not there", () => Small.Trainer(null, new Checkpoint(folder.File("none/run.hebb"))).Fit(s_data, 1, Batch)),
            ("a best model into a folder that is not there", () => Small.Trainer(null,
                new Checkpoint(path) { BestModel = folder.File("none/best.hebb") }).Fit(s_data, 1, Batch)),
            ("a log into a folder that is not there", () => Small.Trainer(null, new CsvLog(folder.File("none/history.csv"))).Fit(s_data, 1, Batch)),
            ("a best model at the checkpoint's path", () => Small.Trainer(null, new Checkpoint(path) { BestModel = path }).Fit(s_data, 1, Batch)),
            ("a log at the checkpoint's path, written otherwise", () => Small.Trainer(null, new Checkpoint(path),
                new CsvLog(folder.File("./run.hebb"))).Fit(s_data, 1, Batch)),
            ("every zero steps", () => _ = new Checkpoint(path) { EverySteps = 0 }),
        ], hide: folder.Path);
        Assert.Equal(["run.hebb"], folder.Files);
    }

    private static bool Refuses(Trainer trainer, string path, string fresh)
    {
        try
        {
            trainer.LoadCheckpoint(path);
            return false;
        }
        catch (DataException e)
        {
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
            Assert.Equal(fresh, trainer.Model.WeightsSha256());
            return true;
        }
    }

    // One epoch done; gives back the weights.
    private static string Save(string path, Trainer trainer)
    {
        string hash = "";
        On saving = new() { EpochEnd = (run, _) => run.Trainer.SaveCheckpoint(path), TrainEnd = run => hash = run.Model.WeightsSha256() };
        Trainer with = new(trainer.Model) { Optimizer = trainer.Optimizer, Loss = trainer.Loss, Metrics = trainer.Metrics, Clipping = trainer.Clipping,
            Callbacks = [.. trainer.Callbacks, saving], Seed = trainer.Seed };
        with.Fit(s_data, 1, Batch);
        return hash;
    }

    private sealed class CategoricalSquares : Loss
    {
        public override string Name => "categorical_squares";

        protected override Tensor Forward(Tensor predictions, Tensor labels) => (predictions.Softmax() - labels.OneHot(3)).Square().Mean(-1);
    }

    private sealed class Counter : Callback
    {
        public int Steps { get; private set; }

        public override void OnStepEnd(TrainingRun run, double loss) => Steps++;

        protected internal override void SaveState(JsonObject state) => state["steps"] = Steps;

        protected internal override void LoadState(JsonElement state) => Steps = state.GetProperty("steps").GetInt32();
    }
}
