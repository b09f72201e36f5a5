namespace Hebb;

/// <summary>Opens files of data, and words what goes wrong with them: the file's name and the byte stand in every error.</summary>
internal static class DataFile
{
    /// <summary>Opens an existing file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">The reader's name, with which its errors begin.</param>
    /// <exception cref="DataException">There is no such file, it is a folder or a device, or it may not be read.</exception>
    public static FileStream Open(string path, string reader)
    {
        try
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            if (file.CanSeek) return file;
            file.Dispose();
            throw Error(path, $"{reader}: this is a pipe or a device, not a file.", "its length is unknown", "copy its content to a file and give that");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, reader, e);
        }
    }

    /// <summary>An error about a file as a whole.</summary>
    public static DataException Error(string path, string what, string values, string fix, Exception? inner = null)
    {
        DataException error = new(what, values, fix, inner);
        error.Within(Place(path));
        return error;
    }

    /// <summary>An error at one byte of a file.</summary>
    public static DataException Error(string path, long offset, string what, string values, string fix, Exception? inner = null)
    {
        DataException error = new(what, values, fix, inner);
        error.Within($"byte {offset}");
        error.Within(Place(path));
        return error;
    }

    /// <summary>The error for a file that the operating system would not open or read.</summary>
    public static DataException Unreadable(string path, string reader, Exception e) => e switch
    {
        _ when path.Length == 0 => Error(path, $"{reader}: no file is named.", "the path is empty", "give the path of a file", e),
        PathTooLongException => Error(path, $"{reader}: the path is too long.", $"{path.Length} characters", "give a shorter path", e),
        ArgumentException or NotSupportedException => Error(path, $"{reader}: this is no path of a file.", $"path {Show(path)}", "correct the path", e),
        FileNotFoundException or DirectoryNotFoundException =>
            Error(path, $"{reader}: there is no such file.", $"looked in the folder {Show(FolderOf(path))}",
                "check the spelling of the path, or put the file there", e),
        _ when Directory.Exists(path) => Error(path, $"{reader}: this is a folder, not a file.", "a file was expected", "give the path of a file in it", e),
        UnauthorizedAccessException => Error(path, $"{reader}: the file may not be read.", e.Message, "give your user the right to read it", e),
        _ => Error(path, $"{reader}: the file cannot be read.", e.Message, "check the path and the disk", e),
    };

    /// <summary>The place of an error: a file, by its path.</summary>
    public static string Place(string path) => $"file {Show(path)}";

    /// <summary>A path as one shows it to a person: in quotes, and when it is very long, its beginning and its end.</summary>
    public static string Show(string path)
    {
        string line = string.Concat(path.Select(static c => char.IsControl(c) ? '?' : c));
        return line.Length <= 300 ? $"'{line}'" : $"'{line[..100]}...{line[^100..]}'";
    }

    /// <summary>The first bytes of something that is not what was expected, as one shows them to a person: in hexadecimal, and as text where they are
    /// text.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        string hex = string.Join(' ', bytes.ToArray().Select(b => b.ToString("X2")));
        foreach (byte b in bytes)
            if (b is < 0x20 or > 0x7E) return hex;
        return bytes.IsEmpty ? "nothing" : $"{hex} (\"{string.Concat(bytes.ToArray().Select(b => (char)b))}\")";
    }

    private static string FolderOf(string path)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        }
        catch (Exception e) when (e is ArgumentException or PathTooLongException or NotSupportedException)
        {
            return path;
        }
    }
}
