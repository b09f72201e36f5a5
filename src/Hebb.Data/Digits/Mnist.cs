namespace Hebb;

/// <summary>MNIST: 70,000 handwritten digits, 28x28 pixels, white on black; 60,000 to train on and 10,000 to test with.</summary>
/// <remarks>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, 1998. Where there is no network,
/// <see cref="Glyphs"/> draws digits as hard as these.</remarks>
/// <example><code>var (train, test) = Mnist.Load(download: true);</code></example>
public static class Mnist
{
    internal static IdxCollection Collection { get; } = new("Mnist", "mnist",
        ["https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"],
        [
            new("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ],
        Digits.Names);

    /// <summary>Reads the digits to train on and those to test with.</summary>
    /// <param name="folder">Where the four IDX files lie, plain or as .gz; without it they are looked for in the folder <c>mnist</c> of the folder that the
    /// environment variable HEBB_DATA names,
    /// then in the user's cache.</param>
    /// <param name="download">Fetches what is missing into <paramref name="folder"/>, or into the user's cache; every file is checked against the SHA-256 of
    /// the published one.</param>
    /// <exception cref="DataException">The files are nowhere to be found, or one of them is damaged; the message says which to put where.</exception>
    public static (Dataset Train, Dataset Test) Load(string? folder = null, bool download = false) => Collection.Load(folder, download);

    /// <summary>Fetches the files that are missing.</summary>
    /// <param name="folder">Where to put them; without it, into the user's cache, where <see cref="Load"/> finds them.</param>
    /// <param name="cancellation">Stops waiting for the network.</param>
    /// <returns>The folder in which the files now are.</returns>
    /// <exception cref="DataException">A file cannot be had: there is no network, or what came is another file.</exception>
    public static Task<string> DownloadAsync(string? folder = null, CancellationToken cancellation = default) =>
        Collection.DownloadAsync(folder ?? Collection.CacheFolder(), null, cancellation);
}
