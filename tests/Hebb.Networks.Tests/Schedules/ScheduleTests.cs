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

    public static TheoryData<string, Schedule, double> Goldens => new()
    {
        { "linear_ramp", new LinearRamp(0.25, 0.75, 20), 0.1 },
        { "constant_factor", new ConstantFactor(0.3, 7), 0.1 },
        { "polynomial", new PolynomialDecay(40) { Power = 2.5 }, 0.1 },
        { "polynomial_keras", new PolynomialDecay(30) { Power = 2, MinimumFraction = 0.01 }, 0.1 },
        { "polynomial_keras_cycle", new PolynomialDecay(12) { Power = 2, MinimumFraction = 0.01, Cycles = true }, 0.1 },
        { "restarts", new CosineDecayRestarts(8) { MinimumFraction = 0.1 }, 0.1 },
        { "restarts_equal", new CosineDecayRestarts(8) { LengthFactor = 1 }, 0.1 },
        { "restarts_keras", new CosineDecayRestarts(8) { HeightFactor = 0.8, MinimumFraction = 0.1 }, 0.1 },
        { "one_cycle", new OneCycle(61), 0.1 },
        { "one_cycle_linear", new OneCycle(61) { RiseFraction = 0.4, IsLinear = true, InitialDivisor = 10, FinalDivisor = 100 }, 0.1 },
        { "one_cycle_three", new OneCycle { ThreePhases = true }, 0.1 },
        { "cyclic", new CyclicRate(5) { Fall = 8, LowFraction = 0.2 }, 0.1 },
        { "cyclic_halving", new CyclicRate(6) { LowFraction = 0.2, Shape = CycleShape.Halving }, 0.1 },
        { "cyclic_exponential", new CyclicRate(6) { LowFraction = 0.2, Shape = CycleShape.Exponential, Decay = 0.97 }, 0.1 },
        { "lambda", new LambdaSchedule(static t => 1.0 / (1 + t % 7)), 0.1 },
        { "multiplicative", new MultiplicativeSchedule(static t => t % 10 == 0 ? 0.5 : 0.99), 0.1 },
        { "sequential", new SequentialSchedule([new ConstantFactor(0.1, 4), new ExponentialDecay(0.9), new StepDecay(5, 0.5)], [10, 30]), 0.1 },
        { "chained", new ChainedSchedule([new ConstantFactor(0.1, 4), new ExponentialDecay(0.9)]), 0.1 },
        { "multi_step", new MultiStepDecay([10, 25]), 0.1 },
        { "piecewise", new PiecewiseConstant([10, 25], [0.5, 1, 0.01]), 0.1 },
        { "inverse_time_keras", new InverseTimeDecay(0.5, 7), 0.1 },
        { "inverse_time_keras_staircase", new InverseTimeDecay(0.5, 7) { Staircase = true }, 0.1 },
        { "noam", new NoamDecay(64, 20), 1 },
        { "cosine_warmup_keras", new WarmUp(10, new CosineDecay(30) { MinimumFraction = 0.1 }), 3e-3 },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void A_schedule_is_that_of_PyTorch_or_Keras(string name, Schedule schedule, double rate)
    {
        Verify("schedule_" + name, rate, schedule, runSteps: 61);
        Verify("schedule_" + name, rate, schedule, runSteps: 61);   // one that remembers begins anew
    }

    public static TheoryData<string, Schedule, double> Momenta => new()
    {
        { "one_cycle", new OneCycle(61) { LowMomentum = 0.85 }, 0.95 },
        { "one_cycle_linear", new OneCycle(61) { RiseFraction = 0.4, IsLinear = true, LowMomentum = 0.85 }, 0.95 },
        { "one_cycle_three", new OneCycle { ThreePhases = true, LowMomentum = 0.85 }, 0.95 },
        { "cyclic", new CyclicRate(5) { Fall = 8, LowMomentum = 0.8 }, 0.9 },
        { "cyclic_halving", new CyclicRate(6) { Shape = CycleShape.Halving, LowMomentum = 0.8 }, 0.9 },
        { "cyclic_exponential", new CyclicRate(6) { Shape = CycleShape.Exponential, Decay = 0.97, LowMomentum = 0.8 }, 0.9 },
    };

    [Theory]
    [MemberData(nameof(Momenta))]
    public void A_momentum_moves_as_in_PyTorch(string name, Schedule schedule, double momentum)
    {
        double[] expected = Golden.Load("optimizers/momentum_" + name).Float64("momentum");
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.Momentum(momentum, step, 61), 1e-14);
        Schedule later = new WarmUp(10, new SequentialSchedule([Schedule.Constant, new ChainedSchedule([schedule, new ExponentialDecay(0.9)])], [5]));
        Assert.True(later.MovesMomentum);
        Assert.Equal(momentum, later.Momentum(momentum, 14, 76));
        Assert.Equal(expected[7], later.Momentum(momentum, 22, 76), 1e-14);
        Assert.False(new OneCycle().MovesMomentum);
    }

    /// <summary>A checkpoint of before the option names its schedule so: without it, nothing else may stand there.</summary>
    [Fact]
    public void A_cycle_that_leaves_the_momentum_is_printed_as_it_was()
    {
        Assert.Equal("OneCycle { Steps = , RiseFraction = 0.3, InitialDivisor = 25, FinalDivisor = 10000, IsLinear = False, ThreePhases = False }",
            new OneCycle().ToString());
        Assert.Equal("CyclicRate { Rise = 5, Fall = 8, LowFraction = 0.2, Shape = Halving, Decay = 1, LowMomentum = 0.8 }",
            new CyclicRate(5) { Fall = 8, LowFraction = 0.2, Shape = CycleShape.Halving, LowMomentum = 0.8 }.ToString());
    }

    [Fact]
    public void Inverse_time_decay_by_epochs_gives_the_notes_numbers()
    {
        // A111: 0.2 becomes 0.1, 0.0667, 0.05.
        var schedule = new InverseTimeDecay(1, every: 100) { Staircase = true };
        double[] rates = [.. Enumerable.Range(0, 4).Select(epoch => schedule.Rate(0.2, epoch * 100 + 99, null))];
        Assert.Equal([0.2, 0.1, 0.0667, 0.05], rates.Select(static rate => Math.Round(rate, 4)));
    }

    [Fact]
    public void A_sequence_and_a_warm_up_tell_their_parts_how_long_they_are()
    {
        var warm = new WarmUp(20, new CosineDecay());
        var parts = new SequentialSchedule([new PolynomialDecay(), new CosineDecay()], [20]);
        Assert.Equal(0.5, warm.Rate(1, 60, 100), 1e-15);
        Assert.Equal(0.5, parts.Rate(1, 10, 100), 1e-15);
        Assert.Equal(0.5, parts.Rate(1, 60, 100), 1e-15);
        Assert.Equal(0.25 + 0.75 / 2, new WarmUp(20) { StartFraction = 0.25 }.Rate(1, 10, 100), 1e-15);
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("cosine")]
    [InlineData("cosine:40")]
    [InlineData("cosine-restarts:10")]
    [InlineData("exponential:0.9")]
    [InlineData("exponential:0.9,10")]
    [InlineData("inverse-time:1")]
    [InlineData("inverse-time:1,10")]
    [InlineData("linear")]
    [InlineData("linear:50")]
    [InlineData("multi-step:0.5,10,20")]
    [InlineData("noam:64")]
    [InlineData("noam:64,20")]
    [InlineData("one-cycle")]
    [InlineData("one-cycle:50")]
    [InlineData("polynomial:2")]
    [InlineData("polynomial:2,50")]
    [InlineData("step:10")]
    [InlineData("step:10,0.5")]
    [InlineData("warm-up:10")]
    [InlineData("warm-up:10 cosine")]
    public void A_name_is_a_schedule(string text)
    {
        Schedule schedule = Schedule.Parse(text);
        for (int step = 0; step < 60; step++) Assert.InRange(schedule.Rate(1, step, 60), 0, 1);
        Assert.Equal(schedule, Schedule.Parse(text), static (a, b) => a.ToString() == b.ToString());
    }

    [Fact]
    public void A_name_has_the_numbers_in_their_places()
    {
        Assert.Equal(new WarmUp(10, new CosineDecay(30)), Schedule.Parse(" warm-up:10  cosine:30 "));
        Assert.Equal(new StepDecay(10, 0.5), Schedule.Parse("step:10,0.5"));
        Assert.Equal(new PolynomialDecay(50) { Power = 2 }, Schedule.Parse("polynomial:2,50"));
        Assert.Equal("MultiStepDecay { 10, 20; Factor = 0.5 }", Schedule.Parse("multi-step:0.5,10,20").ToString());
    }

    [Fact]
    public void Schedules_of_schedules_say_what_they_are() => Assert.Equal(
        "SequentialSchedule { ChainedSchedule { ConstantFactor { Factor = 0.5, Steps = 3 }; LambdaSchedule { a function } }; "
        + "PiecewiseConstant { 5; 0.5, 1 }; MultiplicativeSchedule { a function }; from 10, 20 }",
        new SequentialSchedule([new ChainedSchedule([new ConstantFactor(0.5, 3), new LambdaSchedule(static _ => 1)]),
            new PiecewiseConstant([5], [0.5, 1]), new MultiplicativeSchedule(static _ => 1)], [10, 20]).ToString());

    [Fact]
    public void A_constant_rate_stays() => Assert.Equal(0.1, Schedule.Constant.Rate(0.1, 1_000_000, null));

    [Fact]
    public void A_run_no_longer_than_its_warm_up_has_a_rate_in_every_step()
    {
        var schedule = new CosineDecay { WarmUpSteps = 10 };
        for (int step = 0; step < 12; step++) Assert.InRange(schedule.Rate(1, step, 5), 0, 1);
    }

    [Fact]
    public void Of_a_run_shorter_than_its_warm_up_the_rate_only_rises()
    {
        var schedule = new WarmUp(10, new CosineDecay());
        for (int step = 0; step < 5; step++) Assert.Equal(step / 10.0, schedule.Rate(1, step, 5), 1e-15);
        Assert.Equal(0, new SequentialSchedule([Schedule.Constant, new CosineDecay()], [10]).Rate(1, 12, 5));   // past its end, where it is
    }

    [Fact]
    public void Cycles_longer_than_any_run_do_not_overflow()
    {
        Assert.Equal(0.1, new CyclicRate(long.MaxValue).Rate(1, 5, null), 1e-15);
        Assert.Equal(0.5, new PolynomialDecay(long.MaxValue) { Cycles = true }.Rate(1, long.MaxValue / 2, null), 1e-15);
    }

    [Fact]
    public void A_null_is_named_as_the_caller_knows_it()
    {
        Assert.Equal("schedules", Assert.Throws<ArgumentNullException>(() => new ChainedSchedule(null!)).ParamName);
        Assert.Equal("boundaries", Assert.Throws<ArgumentNullException>(() => new MultiStepDecay(null!)).ParamName);
        Assert.Equal("Factor", Assert.Throws<ArgumentNullException>(() => new LambdaSchedule(null!)).ParamName);
        Assert.Equal("Schedule", Assert.Throws<ArgumentNullException>(() => new Sgd(0.1) { Schedule = null! }).ParamName);
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
        ("boundaries that fall", () => _ = new MultiStepDecay([10, 10])),
        ("factors that are too few", () => _ = new PiecewiseConstant([10, 20], [1, 0.1])),
        ("schedules that are too many", () => _ = new SequentialSchedule([Schedule.Constant, Schedule.Constant], [])),
        ("a chain of nothing", () => _ = new ChainedSchedule([])),
        ("a chain with a null", () => _ = new ChainedSchedule([Schedule.Constant, null!])),
        ("a sequence with a null", () => _ = new SequentialSchedule([null!, Schedule.Constant], [10])),
        ("a fall without steps", () => _ = new OneCycle { ThreePhases = true, RiseFraction = 0.6 }),
        ("the same the other way round", () => _ = new OneCycle { RiseFraction = 0.6, ThreePhases = true }),
        ("a shape that there is not", () => _ = new CyclicRate(5) { Shape = (CycleShape)9 }),
        ("a cycle without steps", () => _ = new OneCycle(0)),
        ("a cycle that shrinks", () => _ = new CosineDecayRestarts(10) { LengthFactor = 0.5 }),
        ("a cycle without an end", () => _ = new CosineDecayRestarts(10) { LengthFactor = double.PositiveInfinity }),
        ("a model of no size", () => _ = new NoamDecay(0)),
        ("a factor that is no number", () => _ = new PiecewiseConstant([10], [1, double.NaN])),
        ("a negative number of steps", () => _ = new WarmUp(-5)),
        ("a power of zero", () => _ = new PolynomialDecay { Power = 0 }),
        ("a part above the whole", () => _ = new WarmUp(10) { StartFraction = 2 }),
        ("a factor below zero", () => _ = new LinearRamp(-1, 1, 10)),
        ("an unknown name", () => Schedule.Parse("cosine-annealing")),
        ("a name without its number", () => Schedule.Parse("step")),
        ("a word for a number", () => Schedule.Parse("step:ten")),
        ("a model that is too large", () => Schedule.Parse("noam:1e15")),
        ("half a step", () => Schedule.Parse("step:0.5")),
        ("nothing", () => Schedule.Parse(" ")),
        ("two schedules", () => Schedule.Parse("cosine step:10")),
    ]);

    private static void Verify(string name, double rate, Schedule schedule, long? runSteps)
    {
        double[] expected = Golden.Load("optimizers/" + name).Float64("rate");
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.Rate(rate, step, runSteps), 1e-15);
    }
}
