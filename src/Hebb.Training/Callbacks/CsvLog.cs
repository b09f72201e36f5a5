using System.Text;

namespace Hebb;

/// <summary>Keeps the history as comma-separated values, a row per epoch, up to date after each.</summary>
/// <param name="path">The file; replaced as a whole each time, so a resumed run has no row twice.</param>
/// <example><code>Callbacks = [new CsvLog("run/history.csv")]</code></example>
public sealed class CsvLog(string path) : Callback
{
    /// <summary>The file.</summary>
    public string Path { get; } = path ?? throw new ArgumentNullException(nameof(path));

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run) => AtomicFile.RequireWritable(Path);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(run);
        byte[] text = Encoding.UTF8.GetBytes(run.History.ToCsv());
        AtomicFile.Write(Path, stream => stream.Write(text));
    }

    internal override IEnumerable<(string What, string Path)> Files => [("the log", Path)];
}
