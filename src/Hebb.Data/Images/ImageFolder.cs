namespace Hebb;

/// <summary>Reads a folder of PNG pictures with one sub-folder for each class: <c>photos/cat/001.png</c>, <c>photos/dog/001.png</c>.</summary>
/// <remarks>
/// <para>The classes are the sub-folders' names, in the order of their characters' codes (so the same on every machine); within a class the pictures stand in
/// the order of their names.
/// Files that do not end in <c>.png</c> and folders whose names begin with a dot are passed over.</para>
/// <para>All pictures must have the same size. Alpha is laid over black (<see cref="Image.To"/>).</para>
/// </remarks>
/// <example><code>var data = ImageFolder.Load("photos", channels: 1);</code></example>
public static class ImageFolder
{
    /// <summary>Reads all pictures.</summary>
    /// <param name="folder">The folder with the classes' folders in it.</param>
    /// <param name="channels">1 for grey, 3 for RGB; without it, as the pictures are, which must then all be grey or all be coloured.</param>
    /// <returns>Images <c>[height, width, channels]</c>, kept as bytes, each with its class.</returns>
    /// <exception cref="DataException">There is no such folder, no class, a class without pictures, a picture that cannot be read or is of another size; the
    /// message names the file.</exception>
    /// <exception cref="OptionException"><paramref name="channels"/> is neither 1 nor 3.</exception>
    public static Dataset Load(string folder, int? channels = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (channels is not (null or 1 or 3))
            throw new OptionException("ImageFolder: pictures for a network have one channel (grey) or three (RGB).", $"channels {channels}",
                "use 1 or 3, or leave it out");

        string[] classFolders = ClassFolders(folder);
        List<string> paths = [];
        List<int> labels = [];
        for (int label = 0; label < classFolders.Length; label++)
        {
            string[] pictures = Pictures(classFolders[label]);
            if (pictures.Length == 0)
            {
                string[] others = [.. Directory.GetFiles(classFolders[label]).Order(StringComparer.Ordinal).Select(Path.GetFileName).OfType<string>()];
                throw InFolder(classFolders[label], "ImageFolder: a class has no pictures.",
                    others.Length == 0 ? "the folder is empty" : $"none of its files ends in .png; the first is '{others[0]}'",
                    "put PNG pictures there, or take the folder away");
            }
            paths.AddRange(pictures);
            labels.AddRange(Enumerable.Repeat(label, pictures.Length));
        }
        ByteColumn images = ReadPictures([.. paths], channels);
        return Dataset.Make(images, new Column<int>([.. labels], labels.Count, []), [.. classFolders.Select(path => Path.GetFileName(path))]);
    }

    /// <summary>The folders of the classes, in order.</summary>
    private static string[] ClassFolders(string folder)
    {
        try
        {
            string[] folders = [.. Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)];
            if (folders.Length > 0) return folders;
            int pictures = Pictures(folder).Length;
            throw InFolder(folder, "ImageFolder: there are no classes.",
                pictures == 0 ? "the folder has no sub-folders" : $"the folder has no sub-folders; PNG pictures lie in it without a class: {pictures}",
                "make a sub-folder for each class, with its name, and put the pictures into them");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw InFolder(folder, e is DirectoryNotFoundException ? "ImageFolder: there is no such folder." : "ImageFolder: the folder cannot be read.",
                e.Message, "check the spelling of the path and the right to read it", e);
        }
    }

    private static string[] Pictures(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder).Where(IsPicture).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InFolder(folder, "ImageFolder: the folder cannot be read.", e.Message, "give your user the right to read it", e);
        }
    }

    private static bool IsPicture(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');

    /// <summary>Decodes the pictures, several at once; the first sets the size. Of several bad pictures the first in order is reported.</summary>
    private static ByteColumn ReadPictures(string[] paths, int? channels)
    {
        Image first = Png.Read(paths[0]);
        int depth = channels ?? (first.Channels <= 2 ? 1 : 3);
        Shape shape = [first.Height, first.Width, depth];
        if (shape.Count * paths.Length > Array.MaxLength)
        {
            throw DataFile.Error(paths[0], "ImageFolder: the pictures do not fit into memory together.",
                $"{paths.Length} pictures {shape}; at most {Array.MaxLength} bytes",
                "scale the pictures down, or load them in parts");
        }

        byte[] pixels = new byte[shape.Count * paths.Length];
        int firstBad = int.MaxValue;
        DataException? failure = null;
        object gate = new();
        Parallel.For(0, paths.Length, (i, loop) =>
        {
            try
            {
                Image image = i == 0 ? first : Png.Read(paths[i]);
                Check(image, paths[i], first, paths[0], channels);
                image.To(depth).Pixels.CopyTo(pixels.AsSpan((int)shape.Count * i));
            }
            catch (DataException e)
            {
                loop.Break();  // pictures before this one are still read: one of them may be bad too
                lock (gate)
                    if (i < firstBad) (firstBad, failure) = (i, e);
            }
        });
        return failure is null ? new(pixels, paths.Length, shape) : throw failure;
    }

    private static void Check(Image image, string path, Image first, string firstPath, int? channels)
    {
        if (image.Height != first.Height || image.Width != first.Width)
        {
            throw DataFile.Error(path, "ImageFolder: a picture is of another size.",
                $"{image.Width} x {image.Height} pixels; '{firstPath}' is {first.Width} x {first.Height}",
                "scale all pictures to one size");
        }
        if (channels is null && image.Channels <= 2 != first.Channels <= 2)
        {
            throw DataFile.Error(path, "ImageFolder: some pictures are grey and some are coloured.", $"{Kind(image)}; '{firstPath}' is {Kind(first)}",
                "say what all shall become with channels: 1 (grey) or channels: 3 (RGB)");
        }
    }

    private static string Kind(Image image) => image.Channels <= 2 ? "grey" : "coloured";

    private static DataException InFolder(string folder, string what, string values, string fix, Exception? inner = null)
    {
        DataException error = new(what, values, fix, inner);
        error.Within($"folder '{folder}'");
        return error;
    }
}
