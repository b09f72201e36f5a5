using System.Diagnostics;

namespace Hebb;

public partial class Trainer
{
    /// <summary>The loop of epochs and steps.</summary>
    private sealed class TrainingLoop(Trainer trainer, TrainingRun run, BatchReader reader, Dataset? validation, IProgress<TrainingEvent>? progress,
        CancellationToken cancellation)
    {
        private readonly Position _at = trainer._position;
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Callback[] _callbacks = [.. trainer.Callbacks];   // an array: going through it allocates nothing
        private bool _isCancelled;

        public void Run()
        {
            run.Epoch = Math.Min(_at.Epoch + 1, run.Epochs);   // a run that is over goes on with none
            run.Step = _at.Step;
            foreach (Callback callback in _callbacks) callback.OnTrainBegin(run);
            trainer.RequireFilesApart();
            Report(TrainingEventKind.RunBegan);
            trainer.WriteWantedCheckpoints();
            while (_at.Epoch < run.Epochs && !run.IsStopping) RunEpoch();
            if (run.IsStopping)
            {
                foreach (Callback callback in _callbacks) callback.OnStop(run);
                trainer.WriteWantedCheckpoints();
            }
            GoBackToBestWeights();
            foreach (Callback callback in _callbacks) callback.OnTrainEnd(run);
            Report(TrainingEventKind.RunEnded);
            trainer.WriteWantedCheckpoints();
        }

        private void RunEpoch()
        {
            if (_at.Step == 0) trainer.ResetMetrics();
            run.Epoch = _at.Epoch + 1;
            run.Step = _at.Step;
            foreach (Callback callback in _callbacks) callback.OnEpochBegin(run);
            trainer.RenewPlans();
            Report(TrainingEventKind.EpochBegan);
            trainer.WriteWantedCheckpoints();
            while (_at.Step < reader.Count)
            {
                if (cancellation.IsCancellationRequested) Cancel();
                if (run.IsStopping) return;
                RunStep();
            }
            if (!run.IsStopping) EndEpoch();
        }

        private void RunStep()
        {
            long began = Stopwatch.GetTimestamp();
            Batch batch = reader.Read(_at.Epoch, _at.Step);
            run.Batch = batch;
            foreach (Callback callback in _callbacks) callback.OnStepBegin(run);
            trainer.EnterGroup(_at.Step, reader.Count);
            double loss = trainer.RunStep(run, _callbacks);
            _at.LossSum += trainer.SumOfLosses(loss, batch.Count);
            _at.Samples += batch.Count;
            run.Step = ++_at.Step;
            run.Loss = _at.LossSum / _at.Samples;
            _at.Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            foreach (Callback callback in _callbacks) callback.OnStepEnd(run, loss);
            Report(TrainingEventKind.StepEnded);
            trainer.WriteWantedCheckpoints();
        }

        private void EndEpoch()
        {
            Evaluation training = new(_at.LossSum / _at.Samples, trainer.MetricValues());
            double rate = trainer.Optimizer.Schedule.Rate(trainer.Optimizer.LearningRate, Math.Max(0, trainer.Optimizer.Step - 1), trainer.Optimizer.RunSteps);
            (long samples, double seconds) = (_at.Samples, _at.Seconds);
            EpochRecord epoch = new(run.Epoch, training, Validate(), rate, seconds);
            trainer.History.Add(epoch);
            if (cancellation.CanBeCanceled && ReferenceEquals(trainer.History.Best, epoch)) trainer.Best.Keep(trainer.Model);
            _at.NextEpoch();
            foreach (Callback callback in _callbacks) callback.OnEpochEnd(run, epoch);
            Report(TrainingEventKind.EpochEnded, samples, training.Loss, seconds);
            trainer.WriteWantedCheckpoints();
        }

        private Evaluation? Validate()
        {
            if (validation is null) return null;
            foreach (Callback callback in _callbacks) callback.OnEvaluateBegin(run);
            Evaluation result = trainer.EvaluateAll(validation, EvaluationBatch);
            foreach (Callback callback in _callbacks) callback.OnEvaluateEnd(run, result);
            return result;
        }

        private void Cancel()
        {
            _isCancelled = true;
            run.Stop("cancelled");
        }

        private void GoBackToBestWeights()
        {
            foreach (Callback callback in _callbacks) trainer._wentBack |= callback.RestoreBestWeights(run);
            if (!_isCancelled || trainer._wentBack || !trainer.Best.HasWeights) return;
            trainer.Best.Restore(trainer.Model);
            trainer._wentBack = true;
        }

        private void Report(TrainingEventKind kind) => Report(kind, _at.Samples, _at.LossSum / _at.Samples, _at.Seconds);

        private void Report(TrainingEventKind kind, long samples, double loss, double seconds) =>
            progress?.Report(new(kind, run.Epoch, run.Epochs, run.Step, run.Steps, samples, loss, _clock.Elapsed, trainer.History)
            {
                SamplesPerSecond = seconds > 0 ? samples / seconds : 0,
            });
    }
}
