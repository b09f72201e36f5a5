using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Two-dimensional convolution of floats and doubles, channels last, in its three directions.</summary>
/// <remarks>
/// Each needs a workspace (bytes, 64-byte aligned) of at least the size that the method beside it says. Every number of a result is one chain of sums in a
/// fixed order, the kernel's gradient a fixed tree of
/// at most 16 chains: the bits do not depend on the number of threads. A workspace that was made for fewer threads than there are now is used by as many as it
/// was made for.
/// </remarks>
internal static unsafe class Convolution
{
    /// <summary>
    /// The workspace of <see cref="Forward(in ConvolutionGeometry, in View, in View, in View, in View, Epilogue?)"/> in bytes.
    /// </summary>
    public static long ForwardWorkspace(in ConvolutionGeometry g, DType type) =>
        PassWorkspace(g, false, type);

    /// <summary>
    /// The workspace of <see cref="InputGradient(in ConvolutionGeometry, in View, in View, in View, in View, Epilogue?)"/> in bytes.
    /// </summary>
    public static long InputGradientWorkspace(in ConvolutionGeometry g, DType type) =>
        PassWorkspace(g, true, type);

    /// <summary>
    /// The workspace of <see cref="KernelGradient(in ConvolutionGeometry, in View, in View, in View, in View)"/> in bytes.
    /// </summary>
    public static long KernelGradientWorkspace(in ConvolutionGeometry g, DType type) =>
        WinogradCut.Applies(g, type) ? new WinogradGradientCut(g).WorkspaceBytes(WorkerPool.Threads)
            : new KernelGradientCut(g).WorkspaceBytes(WorkerPool.Threads, type.Size());

    private static long PassWorkspace(in ConvolutionGeometry g, bool backward, DType type) => WinogradCut.Applies(g, type)
        ? new WinogradCut(g, backward).WorkspaceBytes(WorkerPool.Threads)
        : new PassCut(g, backward).WorkspaceBytes(WorkerPool.Threads, type.Size());

    /// <summary>
    /// About how many cycles it saves to have images in lanes (see <see cref="ConvolutionGeometry.InLanes"/>) that now have channels last; null where they
    /// cannot be: the batch is not in multiples of 16, the convolution is computed otherwise, or the bits would be others.
    /// </summary>
    public static double? SavedInLanes(in ConvolutionGeometry g, ConvolutionDirection direction, DType type)
    {
        if (g.Batch == 0 || g.Batch % PassCut.LaneImages != 0 || type != DType.Float32 || WinogradCut.Applies(g, type)) return null;
        double? each = direction == ConvolutionDirection.KernelGradient ? new KernelGradientCut(g).SavedInLanes()
            : new PassCut(g, direction == ConvolutionDirection.InputGradient).SavedInLanes();
        return each * g.Batch;
    }

    /// <summary>y = x * kernel; an epilogue is run on every chunk of y.</summary>
    public static void Forward(in ConvolutionGeometry g, in View x, in View kernel, in View y, in View workspace, Epilogue? epilogue = null) =>
        Forward(g, x, kernel, y, workspace, VectorWidth.Widest, epilogue);

    /// <summary>The same with vectors of a certain width, for tests.</summary>
    public static void Forward(in ConvolutionGeometry g, in View x, in View kernel, in View y, in View workspace, VectorWidth width,
        Epilogue? epilogue = null) =>
        Pass(g, false, x, kernel, y, workspace, width, epilogue);

    /// <summary>gradX: how the loss changes with x, from gradY, how it changes with y; an epilogue is run on every chunk of gradX.</summary>
    public static void InputGradient(in ConvolutionGeometry g, in View gradY, in View kernel, in View gradX, in View workspace, Epilogue? epilogue = null) =>
        InputGradient(g, gradY, kernel, gradX, workspace, VectorWidth.Widest, epilogue);

    /// <summary>The same with vectors of a certain width, for tests.</summary>
    public static void InputGradient(in ConvolutionGeometry g, in View gradY, in View kernel, in View gradX, in View workspace, VectorWidth width,
        Epilogue? epilogue = null) =>
        Pass(g, true, gradY, kernel, gradX, workspace, width, epilogue);

    /// <summary>gradKernel: how the loss changes with the kernel, from x and gradY, how it changes with y.</summary>
    public static void KernelGradient(in ConvolutionGeometry g, in View x, in View gradY, in View gradKernel, in View workspace) =>
        KernelGradient(g, x, gradY, gradKernel, workspace, VectorWidth.Widest);

    /// <summary>The same with vectors of a certain width, for tests.</summary>
    public static void KernelGradient(in ConvolutionGeometry g, in View x, in View gradY, in View gradKernel, in View workspace, VectorWidth width)
    {
        if (g.Batch == 0 || gradKernel.Count == 0)
        {
            new Span<byte>((void*)gradKernel.Address, checked((int)(gradKernel.Count * gradKernel.DType.Size()))).Clear();
            return;
        }
        if (WinogradCut.Applies(g, gradKernel.DType))
        {
            WinogradKernelGradientCode winograd = new()
            {
                Cut = new(g), X = x.Address, Gradient = gradY.Address, Result = gradKernel.Address, Workspace = workspace,
            };
            Debug.Assert(workspace.Count >= winograd.Cut.WorkspaceBytes(1));
            VectorCode.Run(ref winograd, width);
            return;
        }
        KernelGradientCode code = new() { Cut = new(g), X = x.Address, Gradient = gradY.Address, Result = gradKernel.Address, Workspace = workspace };
        Debug.Assert(workspace.Count >= code.Cut.WorkspaceBytes(1, gradKernel.DType.Size()));
        VectorCode.Run(ref code, gradKernel.DType, width);
    }

    private static void Pass(
        in ConvolutionGeometry g, bool backward, in View source, in View kernel, in View destination, in View workspace, VectorWidth width, Epilogue? epilogue)
    {
        if (destination.Count == 0) return;
        if (WinogradCut.Applies(g, destination.DType))
        {
            WinogradPassCode winograd = new()
            {
                Cut = new(g, backward), Source = source.Address, Kernel = kernel.Address, Destination = destination.Address, Workspace = workspace,
                Epilogue = epilogue,
            };
            Debug.Assert(workspace.Count >= winograd.Cut.WorkspaceBytes(1));
            VectorCode.Run(ref winograd, width);
            return;
        }
        PassCode code = new()
        {
            Cut = new(g, backward), Source = source.Address, Kernel = kernel.Address, Destination = destination.Address, Workspace = workspace,
            Epilogue = epilogue,
        };
        Debug.Assert(workspace.Count >= code.Cut.WorkspaceBytes(1, destination.DType.Size()));
        VectorCode.Run(ref code, destination.DType, width);
    }

    private struct PassCode : IVectorCode
    {
        public PassCut Cut;
        public nint Source, Kernel, Destination;
        public View Workspace;
        public Epilogue? Epilogue;

        public readonly void Run<L, T, V>() where L : struct, IVectors<T, V> where T : unmanaged where V : struct =>
            ConvolutionPass<L, T, V>.Run(Cut, (T*)Source, (T*)Kernel, (T*)Destination, Workspace, Epilogue);
    }

    private struct WinogradPassCode : IFloatVectorCode
    {
        public WinogradCut Cut;
        public nint Source, Kernel, Destination;
        public View Workspace;
        public Epilogue? Epilogue;

        public readonly void Run<L, V>() where L : struct, IVectors<float, V> where V : struct =>
            WinogradPass<L, V>.Run(Cut, (float*)Source, (float*)Kernel, (float*)Destination, Workspace, Epilogue);
    }

    private struct WinogradKernelGradientCode : IFloatVectorCode
    {
        public WinogradGradientCut Cut;
        public nint X, Gradient, Result;
        public View Workspace;

        public readonly void Run<L, V>() where L : struct, IVectors<float, V> where V : struct =>
            WinogradKernelGradient<L, V>.Run(Cut, (float*)X, (float*)Gradient, (float*)Result, Workspace);
    }

    private struct KernelGradientCode : IVectorCode
    {
        public KernelGradientCut Cut;
        public nint X, Gradient, Result;
        public View Workspace;

        public readonly void Run<L, T, V>() where L : struct, IVectors<T, V> where T : unmanaged where V : struct
        {
            if (Cut.Lanes) LaneKernelGradient<L, T, V>.Run(Cut, (T*)X, (T*)Gradient, (T*)Result, Workspace);
            else KernelGradientWork<L, T, V>.Run(Cut, (T*)X, (T*)Gradient, (T*)Result, Workspace);
        }
    }
}
