using System.Security.Cryptography;

namespace Hebb;

/// <summary>A published data set of four IDX files: where they may lie on this machine, and where they are fetched from.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Folder">The name of its folder.</param>
/// <param name="Mirrors">The addresses that its files stand under, the first choice first.</param>
/// <param name="Files">Training images and labels, then test images and labels.</param>
/// <param name="ClassNames">What the classes are called.</param>
internal sealed record IdxCollection(string Name, string Folder, string[] Mirrors, PublishedFile[] Files, string[] ClassNames)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The names of the four files.</summary>
    public static string[] FileNames { get; } = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    private static string AllNames => string.Join(", ", FileNames);

    /// <summary>True for a folder in which at least one of the four files lies.</summary>
    public static bool IsIn(string folder) => FileNames.Any(name => Find(folder, name) is not null);

    /// <summary>Reads the four files of a folder.</summary>
    /// <exception cref="DataException">A file is missing or cannot be read, or training and test images differ in size.</exception>
    public static (Dataset Train, Dataset Test) Read(string folder, IReadOnlyList<string> classNames)
    {
        string[] paths = Array.ConvertAll(FileNames, name => Find(folder, name) ?? throw new DataException($"Idx: the folder lacks the file {name}.",
            $"looked in '{folder}' for {name} and {name}.gz", $"put these four files there, plain or as .gz: {AllNames}"));
        Task<Dataset> reading = Task.Run(() => Idx.Read(paths[2], paths[3], classNames));   // beside the larger files
        Dataset train = Idx.Read(paths[0], paths[1], classNames), test = reading.GetAwaiter().GetResult();
        if (train.InputShape != test.InputShape)
        {
            throw DataFile.Error(paths[2], 4, "Idx: training and test images differ in size.", $"training {train.InputShape}, test {test.InputShape}",
                "give four files that belong together");
        }
        return (train, test);
    }

    /// <summary>The folders in which the files are looked for when none is given: HEBB_DATA, then the user's cache.</summary>
    public string[] UsualFolders() =>
        Environment.GetEnvironmentVariable("HEBB_DATA") is { Length: > 0 } data ? [Path.Combine(data, Folder), CacheFolder()] : [CacheFolder()];

    /// <summary>Finds and reads the files; <paramref name="folder"/> is where the user says they are.</summary>
    public (Dataset Train, Dataset Test) Load(string? folder, bool download)
    {
        string[] folders = folder is null ? UsualFolders() : [folder];
        foreach (string candidate in folders)
            if (FileNames.All(name => Find(candidate, name) is not null)) return Read(candidate, ClassNames);
        if (download) return Read(DownloadAsync(folder ?? CacheFolder(), null, default).GetAwaiter().GetResult(), ClassNames);
        if (folders.FirstOrDefault(IsIn) is { } partly) return Read(partly, ClassNames);  // says which file is missing
        string unset = folder is null && folders.Length == 1 ? "; the environment variable HEBB_DATA, which may name a folder of data, is not set" : "";
        throw new DataException($"{Name}: the files are not on this machine.", $"looked in {string.Join(" and ", folders.Select(f => $"'{f}'"))}{unset}",
            $"fetch them, with download: true or with hebb data fetch {Folder}; or put these four files, plain or as .gz, "
            + $"into {string.Join(" or ", folders.Select(f => $"'{f}'"))}: {AllNames}");
    }

    /// <summary>Fetches the files that a folder lacks, checks them, and puts each there whole or not at all.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="DataException">A file cannot be had from any mirror.</exception>
    public async Task<string> DownloadAsync(string folder, HttpMessageHandler? network, CancellationToken cancellation)
    {
        using HttpClient client = network is null ? new() : new(network, disposeHandler: false);
        client.Timeout = Timeout.InfiniteTimeSpan;  // each wait has its own limit
        foreach (PublishedFile file in Files)
        {
            string plain = file.Name[..^".gz".Length];
            if (Find(folder, plain) is not null) continue;
            byte[] content = await FetchAsync(client, file, folder, cancellation).ConfigureAwait(false);
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new DataException($"{Name}: the folder for the files cannot be made.", $"'{folder}': {e.Message}",
                    "choose a folder that you may write to", e);
            }
            AtomicFile.Write(Path.Combine(folder, file.Name), stream => stream.Write(content));
        }
        return folder;
    }

    private async Task<byte[]> FetchAsync(HttpClient client, PublishedFile file, string folder, CancellationToken cancellation)
    {
        List<string> failures = [];
        Exception? last = null;
        foreach (string mirror in Mirrors)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            try
            {
                byte[] content = await FetchAsync(client, new Uri(mirror + file.Name), file.Length, limit).ConfigureAwait(false);
                string difference = Difference(content, file);
                if (difference.Length == 0) return content;
                failures.Add($"{mirror}: another file ({difference})");
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                last = e;
                failures.Add($"{mirror}: no answer for {Patience.TotalSeconds} seconds");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                last = e;
                failures.Add($"{mirror}: {e.Message}");
            }
        }
        throw new DataException($"{Name}: {file.Name} could not be fetched.", string.Join("; ", failures),
            $"check the network, or put these four files, plain or as .gz, into '{folder}': {AllNames}", last);
    }

    /// <summary>In what a file differs from the published one; nothing if in nothing.</summary>
    private static string Difference(byte[] content, PublishedFile file)
    {
        if (content.Length > file.Length) return $"more than {file.Length} bytes";
        if (content.Length < file.Length) return $"{content.Length} bytes instead of {file.Length}";
        string sum = Convert.ToHexStringLower(SHA256.HashData(content));
        return sum == file.Sha256 ? "" : $"SHA-256 {sum}";
    }

    /// <summary>Reads an address; every wait, for the answer and for each piece of it, has the same limit, and no more than one byte too many is
    /// taken.</summary>
    private static async Task<byte[]> FetchAsync(HttpClient client, Uri address, int length, CancellationTokenSource limit)
    {
        limit.CancelAfter(Patience);
        using HttpResponseMessage answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using Stream stream = await answer.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        byte[] content = new byte[length + 1];
        int count = 0;
        while (count < content.Length)
        {
            limit.CancelAfter(Patience);
            int read = await stream.ReadAsync(content.AsMemory(count), limit.Token).ConfigureAwait(false);
            if (read == 0) break;
            count += read;
        }
        return content[..count];
    }

    // With or without .gz, and with the dot that some copies have in the place of the hyphen.
    private static string? Find(string folder, string name)
    {
        string dotted = name.Replace("-idx", ".idx");
        foreach (string candidate in (ReadOnlySpan<string>)[name, name + ".gz", dotted, dotted + ".gz"])
        {
            string path = Path.Combine(folder, candidate);
            if (File.Exists(path)) return path;
        }
        return null;
    }

    /// <summary>The folder for what was fetched: <c>~/.cache/hebb/NAME</c>, or the system's place for such data.</summary>
    public string CacheFolder()
    {
        string root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "hebb", Folder);
    }
}
