namespace Hebb.Networks.Tests.Schedules;

public class ScheduleTests
{
    [Fact]
    public void Cosine_decay_over_the_run_is_that_of_PyTorch()
    {
        Verify("schedule_cosine", 3e-3, new CosineDecay(), runSteps: 40);
        Verify("schedule_cosine", 3e-3, new CosineDecay(40), runSteps: null);
        Verify("schedule_cosine_minimum", 3e-3, new CosineDecay { MinimumFraction = 0.1 }, runSteps: 40);
    }

    [Fact]
    public void Cosine_decay_with_a_warm_up_is_that_of_Keras()
    {
        Verify("schedule_cosine_warmup_keras", 3e-3, new CosineDecay(30) { WarmUpSteps = 10, MinimumFraction = 0.1 }, runSteps: null);
        Verify("schedule_cosine_warmup_keras", 3e-3, new CosineDecay { WarmUpSteps = 10, MinimumFraction = 0.1 }, runSteps: 40);
    }

    [Fact]
    public void Exponential_and_step_decay_are_those_of_PyTorch()
    {
        Verify("schedule_exponential", 0.1, new ExponentialDecay(0.95), runSteps: null);
        Verify("schedule_step", 0.1, new StepDecay(10, 0.1), runSteps: null);
        Assert.Equal(0.1 * 0.5, new ExponentialDecay(0.25, every: 8).Rate(0.1, 4, null), 1e-15);
    }

    [Fact]
    public void A_constant_rate_stays() => Assert.Equal(0.1, Schedule.Constant.Rate(0.1, 1_000_000, null));

    [Fact]
    public void A_run_no_longer_than_its_warm_up_has_a_rate_in_every_step()
    {
        var schedule = new CosineDecay { WarmUpSteps = 10 };
        for (int step = 0; step < 12; step++) Assert.InRange(schedule.Rate(1, step, 5), 0, 1);
    }

    [Fact]
    public void The_optimizer_follows_its_schedule()
    {
        var w = new Variable(Tensor.From(0.0), "w");
        var optimizer = new Sgd(1) { Schedule = new StepDecay(2, 0.5) };
        for (int step = 0; step < 4; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient((w * -1.0).Sum(), w));   // a gradient of -1: each step adds the rate
        }
        Assert.Equal(3, w.ToScalar());
        Assert.Equal(4, optimizer.Step);
        Assert.Equal(0.25, optimizer.CurrentRate);
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("schedule_errors",
    [
        ("a run of unknown length", () => new CosineDecay().Rate(0.1, 0, null)),
        ("no steps", () => _ = new CosineDecay(0)),
        ("a minimum above the rate", () => _ = new CosineDecay { MinimumFraction = 2 }),
        ("a negative warm-up", () => _ = new CosineDecay { WarmUpSteps = -1 }),
        ("a factor of zero", () => _ = new ExponentialDecay(0)),
        ("a stair without steps", () => _ = new StepDecay(0)),
    ]);

    private static void Verify(string name, double rate, Schedule schedule, long? runSteps)
    {
        double[] expected = Golden.Load("optimizers/" + name).Float64("rate");
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.Rate(rate, step, runSteps), 1e-15);
    }
}
