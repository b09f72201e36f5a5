namespace Hebb;

/// <summary>A tape that records nothing: for evaluation and for the framework's own steps, where only the memory and the mode matter.</summary>
internal readonly ref struct TensorScope : IDisposable
{
    private readonly Recorder _recorder;
    private readonly Recorder.Window _window;

    private TensorScope(Recorder recorder, Recorder.Window window)
    {
        _recorder = recorder;
        _window = window;
    }

    /// <summary>Opens a scope in which layers behave as in use.</summary>
    public static TensorScope Inference() => Begin(training: false);

    /// <summary>Opens a scope in which layers behave as in training.</summary>
    public static TensorScope Training() => Begin(training: true);

    /// <summary>Opens a scope that keeps the present mode.</summary>
    public static TensorScope Begin() => Begin(Recorder.Current.IsTraining);

    private static TensorScope Begin(bool training)
    {
        Recorder recorder = Recorder.Current;
        return new(recorder, recorder.Open(recording: false, training));
    }

    public void Dispose() => _recorder.Close(_window);
}
