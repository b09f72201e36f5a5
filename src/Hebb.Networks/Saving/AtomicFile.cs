namespace Hebb;

/// <summary>Files that are there whole or not at all, and whose errors say what to do.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file beside its place (<c>NAME.partial</c>), makes sure that it lies on the disk, and renames it to its place in one step.
    /// Whatever happens in between, a full disk or a kill, <paramref name="path"/> is either the old file or the new one. One call at a time for the same path.
    /// </summary>
    /// <exception cref="OptionException">Nothing can be written at this path: no such folder, no permission, a folder or a device in its place.</exception>
    /// <exception cref="DataException">Writing failed: the disk is full, or went away.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Target(path), partial = target + ".partial";
        using FileStream stream = Create(path, partial);
        bool moved = false;
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            File.Move(partial, target, overwrite: true);
            moved = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Save: '{path}' could not be written; what stood there before is untouched.", e.Message,
                "free some space on this disk, or save to another one", e);
        }
        finally
        {
            if (!moved) Discard(stream, partial);
        }
    }

    /// <summary>Makes sure that <see cref="Write"/> can begin here, for those who write only after hours of work.</summary>
    /// <exception cref="OptionException">Nothing can be written at this path.</exception>
    public static void RequireWritable(string path)
    {
        string partial = Target(path) + ".partial";
        Discard(Create(path, partial), partial);
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="OptionException">There is no such file, or it may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new OptionException($"Load: '{path}' is a folder.", $"path '{path}'", "name a file in it");
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OptionException($"Load: there is no file '{path}'.", $"looked for '{FullPath(path)}'",
                "check the path; a relative one starts at the current folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OptionException($"Load: the file '{path}' cannot be opened.", e.Message, "check its permissions, or whether another program holds it");
        }
    }

    /// <summary>Reads a whole file of at most 2 GB.</summary>
    /// <exception cref="OptionException">There is no such file, or it may not be read.</exception>
    /// <exception cref="DataException">Reading failed, or the file is too large.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using FileStream stream = OpenRead(path);
        try
        {
            if (stream.Length > Array.MaxLength)
                throw new DataException($"Load: '{path}' is larger than 2 GB.", $"{stream.Length} bytes", "split it into smaller files");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            throw new DataException($"Load: '{path}' could not be read to its end.", e.Message, "copy the file again from where it came", e);
        }
    }

    /// <summary>Where the rename must go: a link stays a link, and the file it points to is the one replaced.</summary>
    private static string Target(string path)
    {
        try
        {
            string target = Path.GetFullPath(path);
            if (File.Exists(target)) target = File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target;
            if (Directory.Exists(target)) throw Unwritable(path, "it is a folder", "name a file in it");
            if (File.Exists(target) && IsDevice(target)) throw Unwritable(path, "it is a device, not a file", "name an ordinary file");
            return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unwritable(path, e.Message, "choose a path in a folder that exists and may be written");
        }
    }

    private static FileStream Create(string path, string partial)
    {
        try
        {
            return new(partial, FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (DirectoryNotFoundException)
        {
            throw Unwritable(path, $"there is no folder '{Path.GetDirectoryName(partial)}'", "make the folder, or choose a path in one that exists");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unwritable(path, e.Message, "choose a path in a folder that exists and may be written");
        }
    }

    /// <summary>Deletes what was written so far, as far as the disk still answers; the error that led here is the one to tell.</summary>
    private static void Discard(FileStream stream, string partial)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The buffer's last bytes do not fit either.
        }
        try
        {
            File.Delete(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder went away together with the disk.
        }
    }

    /// <summary>True for /dev/null and its kin: renaming a file over one would take the device away from the whole system.</summary>
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static string FullPath(string path) => path.Length == 0 ? "" : Path.GetFullPath(path);

    private static OptionException Unwritable(string path, string why, string fix) => new($"Save: nothing can be written at '{path}'.", why, fix);
}
