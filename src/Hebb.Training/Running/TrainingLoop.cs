using System.Diagnostics;

namespace Hebb;

public partial class Trainer
{
    /// <summary>The loop of epochs and steps.</summary>
    private sealed class TrainingLoop(Trainer trainer, TrainingRun run, BatchReader reader, Dataset? validation, CancellationToken cancellation, IProgress<TrainingEvent>? progress)
    {
        private readonly Position _at = trainer._position;
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private BestWeights? _best;

        public void Run()
        {
            foreach (Callback callback in trainer.Callbacks) callback.OnTrainBegin(run);
            Report(TrainingEventKind.RunBegan);
            while (_at.Epoch < run.Epochs && !run.IsStopping)
            {
                bool complete = RunEpoch();
                if (!complete) break;
            }
            if (cancellation.IsCancellationRequested) _best?.Restore(trainer.Model);
            foreach (Callback callback in trainer.Callbacks) callback.OnTrainEnd(run);
            Report(TrainingEventKind.RunEnded);
        }

        // False when the run stops in the middle.
        private bool RunEpoch()
        {
            if (_at.Step == 0)
                foreach (Metric metric in trainer.Metrics) metric.Reset();
            run.Epoch = _at.Epoch + 1;
            run.Step = _at.Step;
            foreach (Callback callback in trainer.Callbacks) callback.OnEpochBegin(run);
            Report(TrainingEventKind.EpochBegan);
            while (_at.Step < reader.Count)
            {
                if (cancellation.IsCancellationRequested) run.Stop("cancelled");
                if (run.IsStopping) return false;
                RunStep();
            }
            if (run.IsStopping) return false;
            EndEpoch();
            return true;
        }

        private void RunStep()
        {
            long began = Stopwatch.GetTimestamp();
            Batch batch = reader.Read(_at.Epoch, _at.Step);
            run.Batch = batch;
            foreach (Callback callback in trainer.Callbacks) callback.OnStepBegin(run);
            double loss;
            using (TensorScope.Training()) loss = trainer.Step(batch).ToScalar();
            _at.LossSum += loss * batch.Count;
            _at.Samples += batch.Count;
            run.Step = ++_at.Step;
            _at.Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            foreach (Callback callback in trainer.Callbacks) callback.OnStepEnd(run, loss);
            Report(TrainingEventKind.StepEnded);
        }

        private void EndEpoch()
        {
            Evaluation training = new(_at.LossSum / _at.Samples, trainer.MetricValues());
            double rate = trainer.Optimizer.Schedule.Rate(trainer.Optimizer.LearningRate, trainer.Optimizer.Step - 1, trainer.Optimizer.RunSteps);
            EpochRecord epoch = new(run.Epoch, training, Validate(), rate, _at.Seconds);
            trainer.History.Add(epoch);
            if (cancellation.CanBeCanceled && ReferenceEquals(trainer.History.Best, epoch)) (_best ??= new()).Keep(trainer.Model);
            _at.NextEpoch();
            foreach (Callback callback in trainer.Callbacks) callback.OnEpochEnd(run, epoch);
            Report(TrainingEventKind.EpochEnded);
        }

        private Evaluation? Validate()
        {
            if (validation is null) return null;
            foreach (Callback callback in trainer.Callbacks) callback.OnEvaluateBegin(run);
            Evaluation result = trainer.Evaluate(validation);
            foreach (Callback callback in trainer.Callbacks) callback.OnEvaluateEnd(run, result);
            return result;
        }

        private void Report(TrainingEventKind kind) => progress?.Report(new(kind, run.Epoch, run.Epochs, run.Step, run.Steps, _at.Samples, _at.LossSum / _at.Samples, _clock.Elapsed, trainer.History));
    }
}
