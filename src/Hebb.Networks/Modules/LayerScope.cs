namespace Hebb;

/// <summary>Which layer is being called on this thread, so that a layer can tell who calls it.</summary>
internal static class LayerScope
{
    [ThreadStatic] private static Layer? t_current;

    /// <summary>Enters a layer; gives back the one around it.</summary>
    public static Layer? Enter(Layer layer)
    {
        Layer? outer = t_current;
        t_current = layer;
        return outer;
    }

    /// <summary>Returns to the layer around.</summary>
    public static void Leave(Layer? outer) => t_current = outer;
}
