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
/// History history = trainer.Fit(fit, epochs: 5, validation: validation);
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
    public required Optimizer Optimizer { get; init; }

    /// <summary>What is made small.</summary>
    public required Loss Loss { get; init; }

    /// <summary>What is reported besides the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Code that runs at the turning points.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>What is done to gradients before they are applied; nothing by default.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>What the order of the samples is drawn from, together with the number of the epoch.</summary>
    public ulong Seed { get; init; }

    /// <summary>Runs every op as it is called, so that a debugger can step through. At present training always does.</summary>
    public bool Eager { get; init; }

    /// <summary>The run so far; <see cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/> begins a new one unless a checkpoint was loaded.</summary>
    public History History { get; private set; } = new();

    /// <summary>Trains the model.</summary>
    /// <param name="data">The samples; their order is drawn anew for each epoch, from <see cref="Seed"/> and the epoch's number.</param>
    /// <param name="epochs">How often all of them are gone through. After a checkpoint was loaded: the total, epochs done before included.</param>
    /// <param name="batch">How many samples make a step; 32 by default. The last batch of an epoch may be smaller.</param>
    /// <param name="validation">Samples that are only looked at, after each epoch.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Ends the run early; the best model so far is kept.</param>
    /// <returns>The history: losses, metrics and learning rate of each epoch.</returns>
    public History Fit(Dataset data, int epochs = 1, int batch = 32, Dataset? validation = null, IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireFit(data, validation, epochs, batch);
        BatchReader reader = new(data, batch, Seed);
        BeginOrResume(data, batch);
        TrainingRun run = new(this, epochs, reader.Count, batch);
        long done = ((long)_position.Epoch * reader.Count) + _position.Step;
        Optimizer.RunSteps = Optimizer.Step - done + ((long)epochs * reader.Count);   // a schedule ends with the run, also when the run goes on from a checkpoint
        Model.BeginTraining();
        try
        {
            new TrainingLoop(this, run, reader, validation, cancellation, progress).Run();
        }
        finally
        {
            Model.EndTraining();
        }
        return History;
    }

    /// <summary>Trains the model on tensors: samples along the first axis.</summary>
    public History Fit(Tensor inputs, Tensor labels, int epochs = 1, int batch = 32, Dataset? validation = null, IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(inputs, labels), epochs, batch, validation, progress, cancellation);

    /// <summary>The loss and the metrics over a data set, with layers in their mode of use.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batch">How many are computed at a time.</param>
    public Evaluation Evaluate(Dataset data, int batch = 256)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireData("Evaluate", data, batch);
        foreach (Metric metric in Metrics) metric.Reset();
        BatchReader reader = new(data, batch);
        double sum = 0;
        long samples = 0;
        for (int k = 0; k < reader.Count; k++)
        {
            using var scope = TensorScope.Inference();
            Batch rows = reader.Read(0, k);
            Tensor predictions = Model.Call(rows.Inputs);
            sum += Loss.Call(predictions, rows.Labels).ToScalar() * rows.Count;
            samples += rows.Count;
            foreach (Metric metric in Metrics) metric.Update(predictions, rows.Labels);
        }
        return new(sum / samples, MetricValues());
    }

    /// <summary>One step: the loss of a batch, its gradients, and the change of the parameters. Override it to train in another way.</summary>
    /// <returns>The loss, a single number. Its value must not be read here: a captured step has none.</returns>
    protected virtual Tensor Step(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var tape = GradientTape.Begin();
        Tensor predictions = Model.Call(batch.Inputs);
        Tensor loss = Loss.Call(predictions, batch.Labels);
        Gradients gradients = tape.Gradient(loss, Parameters);
        Optimizer.Apply(Clipping?.Apply(gradients) ?? gradients);
        foreach (Metric metric in Metrics) metric.Update(predictions, batch.Labels);
        return loss;
    }

    /// <summary>The parameters that are trained.</summary>
    protected IReadOnlyList<Parameter> Parameters => _parameters ??= Model.Parameters;

    private IReadOnlyList<Parameter>? _parameters;

    private MetricValue[] MetricValues()
    {
        var values = new MetricValue[Metrics.Count];
        for (int i = 0; i < values.Length; i++) values[i] = new(Metrics[i].Name, Metrics[i].Result);
        return values;
    }
}
