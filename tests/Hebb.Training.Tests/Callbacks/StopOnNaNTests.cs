namespace Hebb.Training.Tests.Callbacks;

public sealed class StopOnNaNTests
{
    private sealed class Formula(Func<Tensor, Tensor> formula) : Layer
    {
        protected override Tensor Forward(Tensor x) => formula(x);
    }

    private static (string Reason, Trainer Trainer, bool Kept) Run(Optimizer optimizer, params Layer[] layers)
    {
        Sequential model = new([6], layers, "small", seed: 3);
        List<string> before = [];
        StopOnNaN stop = new();
        Trainer trainer = new(model)
        {
            Optimizer = optimizer,
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
            Callbacks = [new On { StepBegin = run => before.Add(State(run.Trainer)) }, stop],
        };
        History history = trainer.Fit(Small.Data(), 5, 8);
        Assert.Contains(stop.Culprit!, history.StoppedBecause, StringComparison.Ordinal);
        Assert.All(trainer.WhatStepsChange(), value => Assert.True(FiniteCheck.IsFinite(value.Variable), value.Name));
        return (history.StoppedBecause!, trainer, State(trainer) == before[^1]);
    }

    private static string State(Trainer trainer) => $"{trainer.Optimizer.Step} {trainer.Model.WeightsSha256()} "
        + string.Join(' ', trainer.SlotValues().SelectMany(slot => slot.Variable.ToArray<float>()).Select(value => BitConverter.SingleToUInt32Bits(value)));

    [Fact]
    public void The_first_op_and_layer_that_were_not_finite_are_named_and_everything_is_as_before_the_step()
    {
        var (reason, _, kept) = Run(new Adam(0.1), new Dense(8), new BatchNormalization(), new Dropout(0.2),
            new Formula(x => (x - 1e3).Log()) { Name = "logarithm" }, new Dense(3));
        Assert.True(kept);
        Assert.StartsWith("epoch 1, step 1: the first that is not finite is the output Float32 [8, 8] of Log in layer 'logarithm', on the batch (samples ",
            reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_found_in_its_own_step()
    {
        var (reason, trainer, kept) = Run(new Adam(0.1), new Dense(8), new Formula(x => (x * 0.0).Sqrt()), new Dense(3));
        Assert.True(kept);
        Assert.StartsWith("epoch 1, step 1: the first that is not finite is the output Float32 [8, 8] of ", reason, StringComparison.Ordinal);
        Assert.Contains("while the gradients were computed", reason, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Optimizer.Step);
    }

    [Fact]
    public void An_update_that_overflows_is_found_in_its_own_step()
    {
        var (reason, _, kept) = Run(new Sgd(3e38) { Momentum = 0.9 }, new Dense(4), new Formula(x => x * 100.0), new Dense(3));
        Assert.True(kept);
        Assert.Contains("Float32", reason, StringComparison.Ordinal);
        Assert.Contains("after the optimizer changed it", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_trouble_is_left_alone()
    {
        StopOnNaN stop = new();
        Trainer guarded = Small.Trainer(null, stop), plain = Small.Trainer();
        guarded.Fit(Small.Data(), 2, 8);
        plain.Fit(Small.Data(), 2, 8);
        Assert.Null(stop.Culprit);
        Assert.Equal(plain.Model.WeightsSha256(), guarded.Model.WeightsSha256());
    }
}
