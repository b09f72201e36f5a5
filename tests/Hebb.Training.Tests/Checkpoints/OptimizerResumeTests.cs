namespace Hebb.Training.Tests.Checkpoints;

/// <summary>Whatever an optimizer keeps is in the checkpoint, and is the same by plan and op by op.</summary>
public sealed class OptimizerResumeTests
{
    public static TheoryData<string> Names => [.. Optimizer.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_goes_on_from_a_checkpoint_in_the_middle_of_an_epoch_to_the_same_bits(string name)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        Trainer whole = Trainer(name, new On
        {
            StepEnd = (run, _) =>
            {
                if (run.Epoch == 2 && run.Step == 3) run.Trainer.SaveCheckpoint(path);
            },
        });
        whole.Fit(Small.Data(), 3, 8);
        Trainer resumed = Trainer(name);
        resumed.LoadCheckpoint(path);
        resumed.Fit(Small.Data(), 3, 8);
        Assert.Equal(whole.Model.WeightsSha256(), resumed.Model.WeightsSha256());
        Assert.Equal(Small.WithoutSeconds(whole.History), Small.WithoutSeconds(resumed.History));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void By_plan_and_op_by_op_a_run_has_the_same_bits(string name)
    {
        Trainer planned = Trainer(name), eager = Trainer(name, isEager: true);
        planned.Fit(Small.Data(), 2, 8);
        eager.Fit(Small.Data(), 2, 8);
        Assert.Equal(eager.Model.WeightsSha256(), planned.Model.WeightsSha256());
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    [InlineData("muon")]
    public void A_frozen_layer_stays_as_it_is(string name)
    {
        Trainer trainer = Trainer(name);
        Layer frozen = ((Sequential)trainer.Model).Layers[0], trained = ((Sequential)trainer.Model).Layers[3];
        frozen.Trainable = false;
        float[] before = Values(frozen), other = Values(trained);
        trainer.Fit(Small.Data(), 2, 8);
        Assert.Equal(before, Values(frozen));
        Assert.NotEqual(other, Values(trained));

        static float[] Values(Layer layer) => [.. layer.Weights.SelectMany(static weight => weight.ToArray<float>())];
    }

    private static Trainer Trainer(string name, params Callback[] callbacks) => Trainer(name, isEager: false, callbacks);

    private static Trainer Trainer(string name, bool isEager, params Callback[] callbacks) => new(Small.Model())
    {
        Eager = isEager,
        Optimizer = Optimizer.Parse(name, null, Schedule.Parse("warm-up:5 one-cycle")),
        Loss = new CrossEntropy(),
        Callbacks = callbacks,
        Seed = 5,
    };
}
