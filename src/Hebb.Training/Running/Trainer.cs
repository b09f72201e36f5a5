namespace Hebb;

/// <summary>Trains and evaluates a model.</summary>
/// <example><code>
/// var trainer = new Trainer(model)
/// {
///     Optimizer = new Adam(3e-3) { Schedule = new CosineDecay() },
///     Loss = new CrossEntropy(),
///     Metrics = [new Accuracy()],
///     Callbacks = [new EarlyStopping(patience: 3)],
/// };
/// History history = trainer.Fit(fit, epochs: 5, validation: validation, progress: new TextProgress(Console.Out));
/// Console.WriteLine(trainer.Evaluate(test));
/// </code></example>
public partial class Trainer
{
    /// <summary>Begins with the model.</summary>
    public Trainer(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>What turns gradients into better parameters.</summary>
    public required Optimizer Optimizer { get; init => field = Given(nameof(Optimizer), value); }

    /// <summary>What is made small.</summary>
    public required Loss Loss { get; init => field = Given(nameof(Loss), value); }

    /// <summary>What is reported besides the loss.</summary>
    /// <exception cref="OptionException">One of them is null.</exception>
    public IReadOnlyList<Metric> Metrics { get; init => field = Complete(nameof(Metrics), value); } = [];

    /// <summary>Code that runs at the turning points.</summary>
    /// <exception cref="OptionException">One of them is null.</exception>
    public IReadOnlyList<Callback> Callbacks { get; init => field = Complete(nameof(Callbacks), value); } = [];

    /// <summary>What is done to gradients before they are applied; nothing by default.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>What the order of the samples is drawn from, together with the number of the epoch.</summary>
    public ulong Seed { get; init; }

    /// <summary>Runs every op as it is called, so that a debugger can step through <see cref="Step"/>. Otherwise the step is captured once for each shape of
    /// batch and replayed: the same bits, faster, and without allocation.</summary>
    public bool Eager { get; init; }

    /// <summary>The run so far; <see cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/> begins a new one unless a
    /// checkpoint was loaded.</summary>
    public History History { get; private set; } = new();

    /// <summary>Trains the model.</summary>
    /// <param name="data">The samples; their order is drawn anew for each epoch, from <see cref="Seed"/> and the epoch's number.</param>
    /// <param name="epochs">How often all of them are gone through. After a checkpoint was loaded: the total, epochs done before included.</param>
    /// <param name="batch">How many samples make a step; 32 by default. The last batch of an epoch may be smaller.</param>
    /// <param name="validation">Samples that are only looked at, after each epoch.</param>
    /// <param name="progress">Told of every step; <c>new TextProgress(Console.Out)</c> prints a line for each epoch. Without one, nothing is printed.</param>
    /// <param name="cancellation">Ends the run early; the best model so far is kept.</param>
    /// <returns>The history: losses, metrics and learning rate of each epoch, and why the run ended early if it did.</returns>
    /// <exception cref="ShapeException">The data does not fit the model, the loss or a metric. Found before the first step, like all that follows.</exception>
    /// <exception cref="DataException">A label makes no sense to the loss.</exception>
    /// <exception cref="OptionException">A number is out of its range, <paramref name="epochs"/> less than the loaded checkpoint has come to, or a
    /// callback's file cannot be written.</exception>
    /// <exception cref="UsageException">A tape is open on this thread, the model, the optimizer, a metric or a callback is in a running <c>Fit</c>
    /// already, there is nothing to train, or the loaded checkpoint is of another run.</exception>
    public History Fit(Dataset data, int epochs = 1, int batch = 32, Dataset? validation = null,
        IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        BeginUse("Fit");
        try
        {
            RequireFit("Fit", data, validation, epochs, batch);
            NameClasses(data);
            BatchReader reader = new(data, batch, Seed);
            TrainingRun run = new(this, data, validation, epochs, reader.Count, batch, BeginOrResume(data, validation, epochs, batch));
            long left = ((long)(epochs - _position.Epoch) * Groups(reader.Count)) - Applied(_position.Step, reader.Count);
            if (GetType() == typeof(Trainer) && StructureRules.EndingWarning(Model, Loss) is { } warning) History.Warnings = [warning];
            // A schedule ends with the run, also with a resumed one.
            foreach (Optimizer optimizer in Optimizers) optimizer.RunSteps = optimizer.Step + Math.Max(0, left);
            _isRunning = true;
            new TrainingLoop(this, run, reader, validation, progress, cancellation).Run();
        }
        finally
        {
            _isRunning = false;
            _plans.Clear();   // they read this run's buffers
            _evaluations.Shrink();
            _wanted.Clear();
            EndUse();
        }
        return History;
    }

    /// <summary>One step: the loss of a batch, its gradients, and the change of the parameters. Override it to train in another way.</summary>
    /// <returns>The loss, a single number (the sum over the samples where that is the loss's <see cref="Reduction"/>, else their mean). Its value must not
    /// be read here: a
    /// captured step has none.</returns>
    /// <remarks>Unless <see cref="Eager"/> is set, the method runs when the step is captured, and what it wrote down is replayed from then on: whatever else it
    /// does, such as printing, is not repeated. Callbacks run at every step. A step of your own passes <see cref="Batch.Weights"/> on to the loss where data
    /// may have weights.</remarks>
    /// <example>Two networks that learn from each other, with an optimizer each: what makes samples from noise, and what tells them from real ones. A batch's
    /// inputs are noise, its targets real samples.
    /// <code>
    /// sealed class AdversarialTrainer(Sequential model) : Trainer(model)
    /// {
    ///     private Layer Generator => model.Layers[0];
    ///     private Layer Critic => model.Layers[1];
    ///
    ///     public required Optimizer CriticOptimizer { get; init; }
    ///
    ///     protected override IReadOnlyList&lt;Optimizer&gt; Optimizers => [Optimizer, CriticOptimizer];
    ///
    ///     protected override void CheckData(string verb, Dataset data) { }   // the targets are not those of the whole model
    ///
    ///     protected override Tensor Step(Batch batch)
    ///     {
    ///         Tensor real = Tensor.Ones([batch.Count, 1]), made = Tensor.Zeros([batch.Count, 1]);
    ///         using (var tape = GradientTape.Begin())
    ///         {
    ///             Tensor mistakes = Loss.Call(Critic.Call(batch.Labels), real) + Loss.Call(Critic.Call(Generator.Call(batch.Inputs).Detach()), made);
    ///             CriticOptimizer.Apply(tape.Gradient(mistakes, Critic.Parameters));
    ///         }
    ///         using (var tape = GradientTape.Begin())   // a tape of its own: the critic is another now
    ///         {
    ///             Tensor unconvinced = Loss.Call(Critic.Call(Generator.Call(batch.Inputs)), real);
    ///             Optimizer.Apply(tape.Gradient(unconvinced, Generator.Parameters));
    ///             return unconvinced;
    ///         }
    ///     }
    /// }
    /// </code></example>
    protected virtual Tensor Step(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var tape = GradientTape.Begin();
        Tensor predictions = Model.Call(batch.Inputs);
        Tensor loss = Loss.Call(predictions, batch.Labels, batch.Weights);
        Gradients gradients = tape.Gradient(Penalized(loss, batch), Parameters);
        Apply(gradients, batch.Count);
        foreach (Metric metric in Metrics) metric.Update(predictions, batch.Labels, metric.Weighted ? batch.Weights : null);
        return loss;
    }

    /// <summary>The parameters that are trained: those of layers that were trainable when the epoch began.</summary>
    protected IReadOnlyList<Parameter> Parameters => _parameters ??= Model.Parameters;

    /// <summary>Every optimizer that <see cref="Step"/> uses: checkpoints hold what each keeps, and their schedules learn how long the run is. Override it
    /// when there are
    /// several.</summary>
    protected virtual IReadOnlyList<Optimizer> Optimizers => [Optimizer];

    private IReadOnlyList<Parameter>? _parameters;

    /// <summary>Takes a step; gives back its loss.</summary>
    private double RunStep(Batch batch) => Eager ? RunEagerly(batch) : RunPlan(batch);

    /// <summary>Takes a step op by op; gives back its loss.</summary>
    internal double RunEagerly(Batch batch)
    {
        using var scope = TensorScope.Training();
        return CheckedStep(batch).ToScalar();
    }

    private Tensor CheckedStep(Batch batch)
    {
        _hasApplied = false;
        Tensor loss = Step(batch);
        RequireGathering();
        return loss.Count == 1 ? loss
            : throw new UsageException($"{GetType().Name}: Step gave a loss of {loss.Count} numbers.", $"loss {loss.Spec}",
                "return a single number, such as loss.Mean()");
    }

    // The sum over the samples, of a loss that is their mean unless it is a sum already.
    private double SumOfLosses(double loss, int samples) => Loss.Reduction == Reduction.Sum ? loss : loss * samples;
}
