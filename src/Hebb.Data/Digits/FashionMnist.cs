namespace Hebb;

/// <summary>Fashion-MNIST: 70,000 pictures of clothes in the files of <see cref="Mnist"/>'s form, and harder than digits.</summary>
/// <remarks>Source: H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms, 2017.</remarks>
/// <example><code>var (train, test) = FashionMnist.Load(download: true);</code></example>
public static class FashionMnist
{
    internal static IdxCollection Collection { get; } = new("FashionMnist", "fashion-mnist",
        ["https://fashion-mnist.s3.eu-central-1.amazonaws.com/", "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"],
        [
            new("train-images-idx3-ubyte.gz", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new("train-labels-idx1-ubyte.gz", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new("t10k-images-idx3-ubyte.gz", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new("t10k-labels-idx1-ubyte.gz", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ],
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]);

    /// <summary>Reads the pictures to train on and those to test with.</summary>
    /// <param name="folder">Where the four IDX files lie, plain or as .gz; without it they are looked for in the folder <c>fashion-mnist</c> of the folder that
    /// the environment variable HEBB_DATA names,
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
