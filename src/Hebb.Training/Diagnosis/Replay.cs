namespace Hebb;

/// <summary>Goes back to a step of a run that was kept, and repeats those that followed, with the same bits: to find where a loss first was not finite
/// without a copy of the weights for every step.</summary>
internal sealed class Replay(TrainingRun run)
{
    private readonly (Variable Live, Variable Kept)[] _values =
        [.. run.Trainer.WhatStepsChange().Select(static value => (value.Variable, new Variable(value.Variable, value.Name)))];
    private readonly (Optimizer Optimizer, long Step,
        double Rate)[] _optimizers = [.. run.Trainer.AllOptimizers.Select(static o => (o, o.Step, o.LearningRate))];
    private (int Epoch, int Step) _at = (run.Epoch - 1, run.Step);

    /// <summary>Keeps what the step that is about to be taken begins with.</summary>
    public void Keep(TrainingRun run)
    {
        foreach ((Variable live, Variable kept) in _values) kept.Assign(live);
        for (int i = 0; i < _optimizers.Length; i++)
            (_optimizers[i].Step, _optimizers[i].Rate) = (_optimizers[i].Optimizer.Step, _optimizers[i].Optimizer.LearningRate);
        _at = (run.Epoch - 1, run.Step);
    }

    /// <summary>Names what first was not finite, given that the step just taken had such a loss; the model is left with the weights that its step began
    /// with.</summary>
    public string FindCulprit(TrainingRun run)
    {
        Restore();
        BatchReader reader = new(run.Data, run.BatchSize, run.Trainer.Seed);
        (int Epoch, int Step) last = (run.Epoch - 1, run.Step - 1);
        while (_at.CompareTo(last) < 0)
        {
            (int Epoch, int Step) here = _at;
            Batch batch = reader.Read(here.Epoch, here.Step);
            Keep(here);
            double loss = run.Trainer.RepeatStep(batch, here.Step, reader.Count);
            if (!double.IsFinite(loss) || FiniteCheck.FirstWeight(run.Model) is not null) return Name(run, batch);
            _at = here.Step + 1 < reader.Count ? (here.Epoch, here.Step + 1) : (here.Epoch + 1, 0);
        }
        Keep(_at);
        return Name(run, reader.Read(_at.Epoch, _at.Step));
    }

    private void Keep((int, int) at)
    {
        foreach ((Variable live, Variable kept) in _values) kept.Assign(live);
        for (int i = 0; i < _optimizers.Length; i++) _optimizers[i].Step = _optimizers[i].Optimizer.Step;
        _at = at;
    }

    private string Name(TrainingRun run, Batch batch)
    {
        Restore();
        string culprit = FiniteCheck.FirstCulprit(run.Trainer, batch);
        Restore();   // the repeated step has changed them again
        return culprit;
    }

    private void Restore()
    {
        foreach ((Variable live, Variable kept) in _values) live.Assign(kept);
        foreach ((Optimizer optimizer, long step, double rate) in _optimizers) (optimizer.Step, optimizer.LearningRate) = (step, rate);
    }
}
