namespace Hebb.Kernels.Tests;

/// <summary>A convolution of random numbers, its operands and workspace on fenced memory.</summary>
internal sealed unsafe class ConvolutionCase<T> where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private static readonly string[] PassNames = ["the result", "the input's gradient", "the kernel's gradient"];

    private readonly ConvolutionGeometry _g;
    private readonly T[] _x, _kernel, _gradient;

    public ConvolutionCase(ConvolutionGeometry g, int seed)
    {
        _g = g;
        Random random = new(seed);
        _kernel = Numbers((long)g.KernelSize * g.OutChannels);
        _x = Numbers((long)g.Batch * g.Height * g.Width * g.InChannels);
        _gradient = Numbers((long)g.Batch * g.OutHeight * g.OutWidth * g.OutChannels);

        T[] Numbers(long count)
        {
            T[] numbers = new T[count];
            for (int i = 0; i < count; i++) numbers[i] = T.CreateChecked(random.NextDouble() - 0.5);
            return numbers;
        }
    }

    private ConvolutionCase(ConvolutionGeometry g, Array x, Array kernel, Array gradient)
    {
        _g = g;
        (_x, _kernel, _gradient) = (new T[x.Length], new T[kernel.Length], new T[gradient.Length]);
        Array.Copy(x, _x, x.Length);
        Array.Copy(kernel, _kernel, kernel.Length);
        Array.Copy(gradient, _gradient, gradient.Length);
    }

    /// <summary>The same with images in lanes; what it is given and gives is still channels last.</summary>
    public ConvolutionCase<T> InLanes() => new(_g with { InLanes = true }, _x, _kernel, _gradient);

    // [batch / 16, numbers of an image, 16] from [batch, numbers of an image], or back.
    private T[] Turned(T[] images, bool back)
    {
        int size = images.Length / _g.Batch;
        var turned = new T[images.Length];
        for (int n = 0; n < _g.Batch; n++)
            for (int i = 0; i < size; i++)
            {
                int last = n * size + i, lane = (n / 16 * size + i) * 16 + n % 16;
                if (back) turned[last] = images[lane];
                else turned[lane] = images[last];
            }
        return turned;
    }

    /// <summary>Makes one number of x not a number.</summary>
    public void Spoil(int index) => _x[index] = T.NaN;

    /// <summary>Runs a pass (0 forward, 1 input gradient, 2 kernel gradient) and gives its result.</summary>
    public T[] Run(int pass, VectorWidth width, Action? beforeRunning = null, Action<long>? measure = null, ConvolutionCase<T>? gradient = null)
    {
        DType type = DTypes.Of<T>();
        Shape ofX = [_g.Batch, _g.Height, _g.Width, _g.InChannels], ofKernel = [_g.KernelHeight, _g.KernelWidth, _g.InChannels, _g.OutChannels],
            ofY = [_g.Batch, _g.OutHeight, _g.OutWidth, _g.OutChannels];
        T[] left = pass == 1 ? (gradient ?? this)._gradient[.._gradient.Length] : _x, right = pass == 2 ? _gradient : _kernel;
        if (_g.InLanes) (left, right) = (Turned(left, back: false), pass == 2 ? Turned(right, back: false) : right);
        Shape result = pass == 0 ? ofY : pass == 1 ? ofX : ofKernel;
        long bytes = pass == 0 ? Convolution.ForwardWorkspace(_g, type) : pass == 1 ? Convolution.InputGradientWorkspace(_g, type)
            : Convolution.KernelGradientWorkspace(_g, type);
        using GuardedMemory a = Put(left), b = Put(right), c = new((nint)result.Count * sizeof(T)), workspace = new((nint)(bytes + 63) / 64 * 64);
        new Span<T>((void*)c.Address, (int)result.Count).Fill(T.CreateChecked(77));
        new Span<byte>((void*)workspace.Address, checked((int)bytes)).Fill(0xFF);    // not a number, wherever it is read before it is written
        View scratch = new(workspace.Address, DType.UInt8, [checked((int)bytes)]), x = new(a.Address, type, pass == 1 ? ofY : ofX),
            k = new(b.Address, type, pass == 2 ? ofY : ofKernel), y = new(c.Address, type, result);
        beforeRunning?.Invoke();
        long before = GC.GetAllocatedBytesForCurrentThread();
        if (pass == 0) Convolution.Forward(_g, x, k, y, scratch, width);
        else if (pass == 1) Convolution.InputGradient(_g, x, k, y, scratch, width);
        else Convolution.KernelGradient(_g, x, k, y, scratch, width);
        measure?.Invoke(GC.GetAllocatedBytesForCurrentThread() - before);
        T[] values = new ReadOnlySpan<T>((void*)c.Address, (int)result.Count).ToArray();
        return _g.InLanes && pass < 2 ? Turned(values, back: true) : values;

        static GuardedMemory Put(T[] numbers)
        {
            GuardedMemory memory = new(numbers.Length * sizeof(T));
            numbers.CopyTo(new Span<T>((void*)memory.Address, numbers.Length));
            return memory;
        }
    }

    /// <summary>The results of all three passes, by plain loops in double precision.</summary>
    public double[][] PlainLoops()
    {
        double[] y = new double[_gradient.Length], gradX = new double[_x.Length], gradKernel = new double[_kernel.Length];
        for (int n = 0; n < _g.Batch; n++)
            for (int row = 0; row < _g.OutHeight; row++)
                for (int column = 0; column < _g.OutWidth; column++)
                    for (int kh = 0; kh < _g.KernelHeight; kh++)
                        for (int kw = 0; kw < _g.KernelWidth; kw++)
                        {
                            int h = row * _g.StrideHeight + kh * _g.DilationHeight - _g.PadTop,
                                w = column * _g.StrideWidth + kw * _g.DilationWidth - _g.PadLeft;
                            if (h < 0 || h >= _g.Height || w < 0 || w >= _g.Width) continue;
                            for (int i = 0; i < _g.InChannels; i++)
                                for (int o = 0; o < _g.OutChannels; o++)
                                {
                                    int atX = ((n * _g.Height + h) * _g.Width + w) * _g.InChannels + i,
                                        atY = ((n * _g.OutHeight + row) * _g.OutWidth + column) * _g.OutChannels + o;
                                    int atKernel = ((kh * _g.KernelWidth + kw) * _g.InChannels + i) * _g.OutChannels + o;
                                    double x = double.CreateChecked(_x[atX]), k = double.CreateChecked(_kernel[atKernel]),
                                        g = double.CreateChecked(_gradient[atY]);
                                    y[atY] += x * k;
                                    gradX[atX] += g * k;
                                    gradKernel[atKernel] += x * g;
                                }
                        }
        return [y, gradX, gradKernel];
    }

    public void AssertEqualsPlainLoops(VectorWidth width, double tolerance)
    {
        double[][] expected = PlainLoops();
        for (int pass = 0; pass < 3; pass++)
        {
            T[] actual = Run(pass, width);
            for (int i = 0; i < actual.Length; i++)
                if (!(Math.Abs(expected[pass][i] - double.CreateChecked(actual[i])) <= tolerance * (1 + Math.Abs(expected[pass][i]))))
                    Assert.Fail($"{_g} {width}: element {i} of {PassNames[pass]} is {actual[i]}, not {expected[pass][i]}");
        }
    }

    /// <summary>
    /// The error of all three passes relative to the root mean square of what is expected: its own root mean square is bounded, and no error is 40 times that.
    /// </summary>
    public void AssertErrors(double[][] expected, VectorWidth width, double[] bounds)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            T[] actual = Run(pass, width);
            double errors = 0, squares = 0, worst = 0;
            for (int i = 0; i < actual.Length; i++)
            {
                double error = double.CreateChecked(actual[i]) - expected[pass][i];
                errors += error * error;
                squares += expected[pass][i] * expected[pass][i];
                worst = Math.Max(worst, Math.Abs(error));
            }
            double scale = Math.Sqrt(squares / actual.Length), mean = Math.Sqrt(errors / actual.Length) / scale;
            if (!(mean <= bounds[pass] && worst / scale <= 40 * bounds[pass]))
                Assert.Fail($"{_g} {width}: {PassNames[pass]} is off by {mean:E2}, at most {worst / scale:E2}");
        }
    }

    /// <summary>The same numbers in double precision, computed directly.</summary>
    public double[][] InDoublePrecision()
    {
        ConvolutionCase<double> same = new(_g with { Algorithm = ConvolutionAlgorithm.Direct }, _x, _kernel, _gradient);
        return [same.Run(0, VectorWidth.Widest), same.Run(1, VectorWidth.Widest), same.Run(2, VectorWidth.Widest)];
    }
}
