namespace Hebb;

public partial class Trainer
{
    private const string Finding = "LearningRateFinder";

    /// <summary>Takes a step with each of these learning rates, whatever the schedules say, until one of them is refused; then everything that steps change
    /// is as
    /// it was.</summary>
    internal void TryRates(Dataset data, int batch, IEnumerable<double> rates, Func<double, double, bool> goesOn)
    {
        BeginUse(Finding);
        (Variable Variable, Tensor Value)[] before = [];
        long[] steps = [.. Optimizers.Select(static optimizer => optimizer.Step)];
        try
        {
            RequireFit(Finding, data, null, 1, batch);
            RenewPlans();
            before = [.. WhatStepsChange().Select(static changed => (changed.Variable, changed.Variable.Detach()))];
            BatchReader reader = new(data, batch, Seed);
            int at = 0;
            _inGroup = (true, true);
            foreach (double rate in rates)
            {
                foreach (Optimizer optimizer in Optimizers) optimizer.FixedRate = rate;
                double loss = RunStep(reader.Read(at / reader.Count, at % reader.Count));
                if (!goesOn(rate, loss)) break;
                at++;
            }
        }
        finally
        {
            foreach ((Variable variable, Tensor value) in before) variable.Assign(value);
            for (int i = 0; i < steps.Length; i++) (Optimizers[i].Step, Optimizers[i].FixedRate) = (steps[i], null);
            _plans.Clear();   // they read this run's buffers
            EndUse();
        }
    }
}
