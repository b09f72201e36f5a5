using System.Runtime.CompilerServices;

namespace Hebb;

/// <summary>Writes down the ops that run while it is open, so that their gradients can be asked for; also owns the memory of every tensor made
/// meanwhile.</summary>
/// <remarks>
/// Tapes nest: an inner tape's gradients are seen by the outer one, which is how second-order gradients are taken. As a ref struct a tape cannot be stored,
/// captured or carried over an
/// <c>await</c>. When the outermost one closes, the tensors made inside are recycled; <see cref="Tensor.Detach"/> keeps one.
/// </remarks>
/// <example><code>
/// using var tape = GradientTape.Begin();
/// Tensor loss = crossEntropy.Call(model.Call(batch.Inputs), batch.Labels);
/// optimizer.Apply(tape.Gradient(loss, model.Parameters));
/// </code></example>
public readonly ref struct GradientTape : IDisposable
{
    private readonly Recorder? _recorder;
    private readonly Recorder.Window _window;

    private GradientTape(Recorder recorder, Recorder.Window window)
    {
        _recorder = recorder;
        _window = window;
    }

    /// <summary>Opens a tape; close it with <c>using</c>.</summary>
    /// <param name="training">Whether layers behave as in training (the default) or as in use: dropout, batch normalization.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static GradientTape Begin(bool training = true, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Recorder recorder = Recorder.Current;
        return new(recorder, recorder.Open(recording: true, training, file, line));
    }

    /// <summary>The gradients of <paramref name="target"/> by each of the sources.</summary>
    /// <param name="target">Usually a scalar loss; of a larger tensor, the sum of its elements is differentiated.</param>
    /// <param name="sources">Variables, or any tensors that the target was computed from.</param>
    /// <exception cref="UsageException">The target was not computed while this tape was open; or a variable was assigned since; or part of the way was computed
    /// before the tape was opened.</exception>
    public Gradients Gradient(Tensor target, params ReadOnlySpan<Tensor> sources) => VectorJacobianProduct(target, null, sources);

    /// <inheritdoc cref="Gradient(Tensor, ReadOnlySpan{Tensor})"/>
    public Gradients Gradient(Tensor target, IEnumerable<Variable> sources) => VectorJacobianProduct(target, null, sources.ToArray<Tensor>());

    /// <summary>The gradients by each of the sources of a number whose gradient by <paramref name="target"/> is <paramref name="upstream"/>: a vector-Jacobian
    /// product.</summary>
    public Gradients VectorJacobianProduct(Tensor target, Tensor? upstream, params ReadOnlySpan<Tensor> sources)
    {
        ArgumentNullException.ThrowIfNull(target);
        Recorder recorder = RequireOpen("Gradient", target);
        if (upstream is not null && upstream.Spec != target.Spec)
            throw new ShapeException($"Gradient: the upstream gradient is {upstream.Spec}, and the target {target.Spec}.",
                $"target {target.Spec}   upstream {upstream.Spec}",
                "pass an upstream gradient of the target's own shape and type");
        return recorder.Backward(target, upstream, sources, _window);
    }

    /// <summary>How <paramref name="target"/> was computed, as a graph with the value of every node and the gradient of the target by it.</summary>
    /// <param name="target">Usually a scalar; of a larger tensor, the sum of its elements is differentiated.</param>
    /// <param name="names">What to call tensors in the graph, each by a name of its own. Variables have names already (of two called <c>v</c> the second is
    /// <c>v_2</c>); other tensors that nobody computed count as constants unless they are named here.</param>
    /// <exception cref="OptionException">Two tensors have one name, one has two, or a name or what it names is missing.</exception>
    /// <exception cref="UsageException">As <see cref="Gradient(Tensor, ReadOnlySpan{Tensor})"/>.</exception>
    /// <example><code>
    /// Variable a = new(Tensor.Scalar(5), "a"), b = new(Tensor.Scalar(3), "b"), c = new(Tensor.Scalar(2), "c");
    /// using var tape = GradientTape.Begin();
    /// Tensor u = b * c, v = a + u, j = 3 * v;
    /// Console.WriteLine(tape.Graph(j, (u, "u"), (v, "v"), (j, "J")));   // J = 33, dJ/da = 3, dJ/db = 6, dJ/dc = 9
    /// </code></example>
    public ComputationGraph Graph(Tensor target, params ReadOnlySpan<(Tensor Tensor, string Name)> names)
    {
        ArgumentNullException.ThrowIfNull(target);
        GraphTracing tracing = new(RequireOpen("Graph", target).Applications(_window), target, GraphTracing.Names(names));
        return tracing.Finish(Gradient(target, [.. tracing.Differentiable]));
    }

    private Recorder RequireOpen(string verb, Tensor target) => _recorder is not null && _recorder == Recorder.Current ? _recorder
        : throw new UsageException($"{verb}: this tape is not open on this thread.", $"target {target.Spec}",
            "begin a tape with using var tape = GradientTape.Begin(), on the thread that uses it");

    /// <summary>Closes the tape. With the outermost one, the tensors made inside are recycled.</summary>
    public void Dispose() => _recorder?.Close(_window);
}
