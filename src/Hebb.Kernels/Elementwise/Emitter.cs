namespace Hebb.Kernels;

internal static class Emitter
{
    public static bool IsSupported => false;
}
