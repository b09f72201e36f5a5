namespace Hebb.Training.Tests.Running;

public sealed class PredictionTests
{
    [Fact]
    public void Sixty_four_threads_get_the_answers_of_one()
    {
        Sequential model = Small.Model();
        Small.Trainer(model).Fit(Small.Data(), 2);
        Tensor x = Tensor.Normal([37, 6], seed: 4);
        float[] expected = model.Predict(x).ToArray<float>();
        int wrong = 0;
        using Barrier start = new(64);
        Thread[] threads = [.. Enumerable.Range(0, 64).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            for (int k = 0; k < 20; k++)
                if (!model.Predict(x, batch: 1 + ((i + k) % 37)).ToArray<float>().AsSpan().SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Predicting_while_the_model_is_trained_is_refused_on_any_thread_and_a_snapshot_answers()
    {
        Tensor x = Tensor.Normal([5, 6], seed: 4);
        List<Exception?> thrown = [];
        float[] early = [];
        Model? snapshot = null;
        Sequential model = Small.Model();
        Trainer trainer = Small.Trainer(model, new On
        {
            EpochEnd = (_, epoch) =>
            {
                if (epoch.Epoch > 1) return;
                thrown.Add(Record.Exception(() => model.Predict(x)));
                Thread other = new(() => thrown.Add(Record.Exception(() => model.Predict(x))));
                other.Start();
                other.Join();
                snapshot = model.Snapshot();
                early = snapshot.Predict(x).ToArray<float>();
            },
        });
        trainer.Fit(Small.Data(), 3);
        Assert.Equal(2, thrown.Count);
        Assert.All(thrown, error => Assert.IsType<UsageException>(error));
        Snapshot.Matches("predict_while_trained", thrown[0]!.Message, hide: ((UsageException)thrown[0]!).Values);
        Assert.Equal(early, snapshot!.Predict(x).ToArray<float>());
        Assert.NotEqual(early, model.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Training_takes_the_memory_of_idle_predictions_and_changes_what_is_predicted()
    {
        Sequential model = Small.Model();
        Tensor x = Tensor.Normal([5, 6], seed: 4);
        float[] row = x.ToArray<float>(), output = new float[5 * 3];
        model.Predict(row, output);
        float[] before = [.. output];
        Trainer trainer = Small.Trainer(model, new On { TrainBegin = _ => Assert.Empty(model.Predictions.Idle) });
        for (int round = 0; round < 3; round++)
        {
            trainer.Fit(Small.Data(), 1, validation: Small.Data(20, seed: 2));
            model.Predict(row, output);
            Assert.Equal(model.PredictOpByOp([x], 5)[0].ToArray<float>(), output);
            Assert.NotEqual(before, output);
            Assert.Single(model.Predictions.Idle);
            before = [.. output];
        }
    }
}
