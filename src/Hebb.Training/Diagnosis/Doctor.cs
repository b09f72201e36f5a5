using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>Watches a run and says what is wrong with it, and what to do: vanishing and exploding gradients, dead and saturated units, learning rates,
/// NaN with its first culprit, labels, inputs, over- and underfitting, and more (<see cref="FindingKind"/>).</summary>
/// <remarks>
/// <para>About every four hundredth step runs op by op instead of by plan and is looked into; it has the same bits, so a run with a doctor ends with the
/// weights
/// of one without. Beside that it reads the loss of every step, and the data once. What the figures are held against is in the rules' constants; where one
/// finding explains another, only the cause is listed. What is called a fault only when it is seen often (dead units) is not found in runs of a few samples,
/// and a constant answer not in batches of one.</para>
/// <para>A loss that is no longer finite ends the run: the steps since the last one looked into are repeated, to name the first op, layer and batch that were
/// not finite, and the model is left with the weights from before. A doctor judges the epochs that it saw: after a checkpoint it begins anew.</para>
/// </remarks>
/// <example><code>
/// var doctor = new Doctor();
/// var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new CrossEntropy(), Callbacks = [doctor] };
/// trainer.Fit(train, epochs: 10, validation: validation);
/// Console.WriteLine(doctor);
/// </code></example>
public sealed class Doctor : Callback
{
    private const int LookedForTwins = 2, UsualDistance = 400, MostInShortRuns = 6, SamplesInShortRuns = 2 * Evidence.SamplesToJudge;

    private Evidence? _evidence;
    private Replay? _replay;
    private long _next;

    /// <summary>How many steps lie between two that are looked into; null (the default) for 400, or for as many as make six, and sixty
    /// samples, in a shorter run.</summary>
    /// <exception cref="OptionException">It is less than 1.</exception>
    public int? Every
    {
        get;
        init => field = value is null or > 0 ? value
            : throw new OptionException($"Doctor: it cannot look into every {value} steps.", $"Every {value}", "use one step or more, or null for about 400");
    }

    /// <summary>Told of each kind of finding when it is first seen.</summary>
    public Action<Finding>? Found { get; init; }

    /// <summary>What is wrong, the gravest first; judged anew after each epoch, and once more at the end.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _evidence = new(run);
        _replay = new(run);
        _next = 0;
        Findings = [];
        _evidence.ClassCounts = _evidence.Data.ClassCounts();
        if (run.Validation is { } held) _evidence.Shared = SharedSamples.Find(run.Data, held);
        Judge();
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run, double loss)
    {
        ArgumentNullException.ThrowIfNull(run);
        _evidence!.Add(loss);
        bool isEndOfEpoch = run.Step == run.Steps;
        if (double.IsFinite(loss) && !(isEndOfEpoch && FiniteCheck.FirstWeight(run.Model) is not null)) return;
        _evidence.Breakdown = (_replay!.FindCulprit(run), loss);
        run.Stop(string.Create(CultureInfo.InvariantCulture, $"the loss is {loss}: the first that is not finite is {_evidence.Breakdown.Value.Culprit}"));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch) => Judge();

    /// <inheritdoc/>
    public override void OnStop(TrainingRun run) => Judge();

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _evidence!.IsOver = true;
        if (_evidence.Breakdown is null && run.Model.Descendants().OfType<NoiseLayer>().Any()) _evidence.LossInUse = run.Trainer.LossInUse(run.Batch);
        Judge();
        _replay = null;
    }

    /// <summary>The findings, for people; or that there are none.</summary>
    public override string ToString()
    {
        if (Findings.Count == 0)
            return _evidence is null or { Steps: 0 } ? "The doctor has seen no step yet: it must be among the Callbacks of a Trainer when Fit is called."
                : "The doctor has found nothing wrong.";
        StringBuilder text = new();
        for (int i = 0; i < Findings.Count; i++) text.Append(i == 0 ? "" : "\n").Append(i + 1).Append(". ").Append(Findings[i]);
        return text.ToString();
    }

    internal override StepDetail WantedOf(TrainingRun run)
    {
        if (_evidence!.Steps == 0) _replay!.Keep(run);
        if (_evidence.Steps < _next || !run.Trainer.ChangesWeights) return StepDetail.Loss;
        long all = (long)run.Epochs * run.Steps;
        long looks = Math.Max(MostInShortRuns, SamplesInShortRuns / run.BatchSize);   // small batches show little
        _next = _evidence.Steps + (Every ?? Math.Clamp(all / looks, 1, UsualDistance));
        _replay!.Keep(run);
        return _evidence.Samples.Count < LookedForTwins ? StepDetail.Units : StepDetail.Layers;
    }

    internal override void OnSample(TrainingRun run, StepSample sample)
    {
        if (double.IsFinite(sample.Loss)) _evidence!.Samples.Add(sample);
    }

    private void Judge()
    {
        IReadOnlyList<Finding> before = Findings;
        Findings = Rules.Judge(_evidence!);
        foreach (Finding finding in Findings)
            if (before.All(known => known.Kind != finding.Kind)) Found?.Invoke(finding);
    }
}
