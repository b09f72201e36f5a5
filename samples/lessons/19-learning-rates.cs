// Lesson 19: the learning rate over time (A111), how large it may be (A115), and clipping for when a gradient is too large (A112).
using Hebb;

Console.WriteLine("Decay: alpha = alpha0 / (1 + decay * epoch), with alpha0 = 0.2 and a decay of 1:");
var decay = new InverseTimeDecay(1);
Console.WriteLine("epoch  rate    without alpha0");
for (int epoch = 1; epoch <= 3; epoch++) Console.WriteLine($"{epoch,-6} {decay.Rate(0.2, epoch, null):F4}  {1.0 / (1 + epoch):F4}");
Console.WriteLine("(The notes leave alpha0 out of the formula, and print .1, .67, .5. Right: 0.1, 0.0667, 0.05.)");

Console.WriteLine("\nSchedules over a run of 100 steps, from 0.2:");
(string Name, Schedule Schedule)[] schedules =
[
    ("constant", Schedule.Constant),
    ("inverse time, every 25", new InverseTimeDecay(1, every: 25)),
    ("the same in stairs", new InverseTimeDecay(1, every: 25) { Staircase = true }),
    ("step, half every 25", new StepDecay(25, 0.5)),
    ("exponential, 0.95 ^ t", new ExponentialDecay(0.95)),
    ("cosine", new CosineDecay()),
    ("warm-up, then cosine", new WarmUp(10, new CosineDecay())),
    ("one cycle", new OneCycle()),
];
long[] steps = [0, 5, 10, 25, 50, 75, 99];
Console.WriteLine($"{"step",-24}{string.Concat(steps.Select(step => $"{step,-9}"))}".TrimEnd());
foreach ((string name, Schedule schedule) in schedules)
    Console.WriteLine($"{name,-24}{string.Concat(steps.Select(step => $"{schedule.Rate(0.2, step, 100),-9:F4}"))}".TrimEnd());
Console.WriteLine("Warm-up begins small, while the optimizer's averages rest on few gradients; a cosine ends small, to settle.");

Console.WriteLine("\nHow large? The range finder raises the rate from step to step, and watches the loss. On drawn digits:");
Dataset train = Glyphs.Generate(seed: 1, train: 1000, test: 1).Train;
LearningRateFindings findings = new LearningRateFinder(1e-4, 10, 100).Find(Make(0.1, Schedule.Constant), train);
foreach (LearningRateTrial trial in findings.Trials.Where((_, i) => i % 10 == 9))
    Console.WriteLine($"rate {trial.Rate,-9:0.0e+0} loss, smoothed {trial.Smoothed:F2}");
Console.WriteLine($"falls fastest at {findings.Suggestion:0.0e+0}, least at {findings.LeastLossRate:0.0e+0}");

Console.WriteLine("\nThree epochs at the rate that it suggests, and at others:");
foreach ((string what, double rate) in ((string, double)[])[("a hundredth", 0.01), ("as suggested", 1), ("a hundred times", 100)])
{
    History history = Make(rate * findings.Suggestion!.Value, Schedule.Constant).Fit(train, epochs: 3);
    Console.WriteLine($"{what,-16} loss {string.Join("  ", history.Epochs.Select(e => e.Training.Loss < 3 ? $"{e.Training.Loss:F2}" : "above 3"))}");
}

Console.WriteLine("\nClipping by norm: g tau / |g|, if |g| > tau. Five equal parts, with tau = 1:");
foreach (double part in (double[])[3, 0.1])
{
    Variable w = new(Tensor.Zeros([5], DType.Float64), "w");
    using var tape = GradientTape.Begin();
    Gradients gradients = tape.Gradient((w * part).Sum(), w);
    Report("not clipped", gradients);
    Report("by norm", gradients.ClipByGlobalNorm(1));
    Report("by value", gradients.ClipByValue(1));

    void Report(string how, Gradients g) => Console.WriteLine($"{how,-12} each {g[w].ToArray<double>()[0]:F3}, norm {g.GlobalNorm().ToScalar():F3}");
}
Console.WriteLine($"(The notes: 1 each, and a norm \"always below the limit\". Right: 1 / sqrt 5 = {1 / Math.Sqrt(5):F3} each; the norm equals the limit,");
Console.WriteLine("and a shorter gradient is left alone.)");
Console.WriteLine("Clipping by norm keeps the direction; by value it does not. In a trainer: Clipping = GradientClipping.ByGlobalNorm(1).");

static Trainer Make(double rate, Schedule schedule) => new(new Sequential([28, 28, 1], seed: 1)
{
    new Rescaling(1 / 255.0),
    new Flatten(),
    new Dense(32, Activation.Relu),
    new Dense(10),
})
{
    Optimizer = new Sgd(rate) { Schedule = schedule },
    Loss = new CrossEntropy(),
};
