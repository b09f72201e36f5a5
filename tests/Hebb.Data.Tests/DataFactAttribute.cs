namespace Hebb.Data.Tests;

/// <summary>A test that reads published data; where the data are not on this machine it is skipped, and says so.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string name)
    {
        if (DataFolderOf(name) is null) Skip = $"The data '{name}' are not on this machine: looked in HEBB_DATA and in ../shared/data beside the repository.";
    }

    /// <summary>The folder of that name in HEBB_DATA, else in <c>../shared/data</c> beside the repository; null where there is none.</summary>
    public static string? DataFolderOf(string name)
    {
        string root = Environment.GetEnvironmentVariable("HEBB_DATA") is { Length: > 0 } data ? data : Path.Combine(Repository(), "..", "shared", "data");
        string folder = Path.GetFullPath(Path.Combine(root, name));
        return Directory.Exists(folder) ? folder : null;
    }

    private static string Repository()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Hebb.slnx"))) return folder;
        return AppContext.BaseDirectory;
    }
}
