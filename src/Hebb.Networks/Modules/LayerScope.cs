namespace Hebb;

/// <summary>What this thread is about: which layer is being called, so that a layer can tell who calls it; and how much memory new layers may take.</summary>
internal static class LayerScope
{
    [ThreadStatic] private static Layer? t_current;
    [ThreadStatic] private static long? t_budget;

    /// <summary>The layer that is being called, if any.</summary>
    public static Layer? Current => t_current;

    /// <summary>Enters a layer; gives back the one around it.</summary>
    public static Layer? Enter(Layer layer)
    {
        Layer? outer = t_current;
        t_current = layer;
        if (Recorder.Current.Capture is { } capture) capture.Enter(outer is null && layer is Model ? null : layer.Name, layer.Place);
        return outer;
    }

    /// <summary>Returns to the layer around.</summary>
    public static void Leave(Layer? outer)
    {
        t_current = outer;
        Recorder.Current.Capture?.Leave();
    }

    /// <summary>Limits the memory of the weights that are made from now on, while a file is read; gives back the limit around.</summary>
    public static long? BeginBudget(long bytes)
    {
        long? outer = t_budget;
        t_budget = bytes;
        return outer;
    }

    /// <summary>Returns to the limit around.</summary>
    public static void EndBudget(long? outer) => t_budget = outer;

    /// <summary>Counts the memory of a weight before it is taken.</summary>
    /// <exception cref="DataException">A file's layers ask for more than the file's weights.</exception>
    public static void Take(TensorSpec weight, string name)
    {
        if (t_budget is not { } left) return;
        if (weight.Bytes > left)
            throw new DataException("Load: the layers ask for more weights than the file holds.",
                $"weight '{name}' {weight}, {weight.Bytes} bytes, where {left} are left", "save it again; do not trust a file that someone else sent");
        t_budget = left - weight.Bytes;
    }

    /// <summary>True while a file is read: initial values need not be drawn, since the file's replace them.</summary>
    public static bool IsLoading => t_budget is not null;
}
