using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb;

/// <summary>Looks at one step from inside while it runs op by op: the step itself, not a copy of it, since op by op and by plan it has the same
/// bits.</summary>
/// <remarks>During the step references are kept, and nothing else: everything made is alive until its memory is taken back, so all figures are worked out
/// at its end.</remarks>
internal sealed class StepProbe
{
    private const double FlatSigmoid = 0.4899, FlatTanh = 0.9798;   // |y - 1/2| and |y| where the slope is 1/25 of its greatest

    private readonly Model _model;
    private readonly List<(Module Module, string Path, Parameter[] Parameters)> _layers = [];
    private readonly Dictionary<Module, string> _paths = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, Tensor> _before = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, Tensor?> _gradients = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Path, Op Op, Tensor Output)> _activations = [];
    private Tensor? _input, _output;
    private double _kept = 1;   // of the mean square that noise layers made of what the first kernel reads
    private Layer? _noise;

    public StepProbe(Model model)
    {
        _model = model;
        Walk(model, "");
    }

    /// <summary>Begins to look. A step op by op must follow, and <see cref="End"/> before its memory is taken back.</summary>
    public void Begin()
    {
        foreach ((_, _, Parameter[] parameters) in _layers)
            foreach (Parameter parameter in parameters) _before[parameter] = parameter.Detach();
        Recorder recorder = Recorder.Current;
        recorder.Observer = Observe;
        recorder.GradientObserver = Observe;
    }

    /// <summary>Looks no longer.</summary>
    public static void Leave()
    {
        Recorder recorder = Recorder.Current;
        recorder.Observer = null;
        recorder.GradientObserver = null;
    }

    /// <summary>The figures of the step.</summary>
    public StepSample End(Batch batch, double loss, int epoch, int step, bool looksForTwins)
    {
        Leave();
        List<LayerSample> samples = [];
        foreach ((Module module, string path, Parameter[] parameters) in _layers)
        {
            LayerSample sample = parameters.Length > 0 ? Weights(path, parameters, looksForTwins) : new(path, 0, 0, 0, 0);
            LayerSample seen = Activations(sample, path, IsLast(module));
            if (parameters.Length > 0 || !ReferenceEquals(seen, sample)) samples.Add(seen);
        }
        if (_output is not null && _output.Shape[1..] != _model.Outputs[0].Shape[1..]) _output = null;
        return new(epoch, step, loss, samples)
        {
            Samples = batch.Count,
            InputScale = _input is null ? double.NaN : Math.Sqrt(_kept * _input.Square().Mean().ToScalar()),
            GreatestInput = _input is null ? double.NaN : Math.Sqrt(_kept * _input.Square().Mean(AllButLast(_input)).Max().ToScalar()),
            OutputSpread = _output is null || !Differ(batch.Inputs) ? double.NaN : Spread(_output),
            IsWiped = _input is null || _input.Shape[0] != batch.Count || !Differ(batch.Inputs) ? null : RangeOf(_input) == 0,
            LabelSpread = batch.Labels.DType.IsFloat() && batch.Labels.Rank > 0 ? Spread(batch.Labels) : double.NaN,
        };
    }

    private void Walk(Module module, string path)
    {
        if (!_paths.TryAdd(module, path)) return;
        if (module is Layer)
        {
            Parameter[] trained = [.. module.Own.OfType<Parameter>()];
            if (!module.Trainable) trained = [];
            _layers.Add((module, path.Length == 0 ? module.Name : path, trained));
        }
        if (!module.Trainable) return;
        foreach (Module member in module.Members) Walk(member, path.Length == 0 ? member.Name : $"{path}/{member.Name}");
    }

    private void Observe(Op op, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        if (!Recorder.Current.IsRecording || LayerScope.Current is not { } layer) return;
        _output = outputs[0];
        if (op is ReluOp or Relu6Op or SigmoidOp or TanhOp) _activations.Add((PathOf(layer), op, outputs[0]));
        if (_input is null && layer is NoiseLayer && !ReferenceEquals(layer, _noise)) (_noise, _kept) = (layer, _kept * KeptBy(layer));
        if (_input is not null || inputs.Length < 2 || inputs[0] is Variable || !inputs[0].DType.IsFloat()) return;
        if (inputs[1] is Parameter { Rank: > 1 } && op is not AddOp) _input = inputs[0];
    }

    private void Observe(Gradients gradients)
    {
        foreach (Tensor source in gradients.Sources)
            if (source is Variable variable && (gradients.Reaches(source) || !_gradients.ContainsKey(variable)))
                _gradients[variable] = gradients.Reaches(source) ? gradients[source] : null;
    }

    private string PathOf(Layer layer) => _paths.TryGetValue(layer, out string? path) && path.Length > 0 ? path : layer.Name;

    private LayerSample Weights(string path, Parameter[] parameters, bool looksForTwins)
    {
        double gradient = 0, weight = 0, update = 0, twins = double.NaN;
        long count = 0;
        bool isReached = false, wasAsked = false;
        foreach (Parameter parameter in parameters)
        {
            count += parameter.Count;
            Tensor before = _before[parameter];
            weight += SumOfSquares(before);
            update += SumOfSquares(parameter, before);
            wasAsked |= _gradients.TryGetValue(parameter, out Tensor? found);
            isReached |= found is not null;
            if (found is not null) gradient += SumOfSquares(found);
            if (looksForTwins && parameter.Rank > 1) twins = Twins(parameter);
        }
        return new(path, count, Math.Sqrt(gradient), Math.Sqrt(weight), Math.Sqrt(update))
        {
            IsReached = isReached || !wasAsked,
            HasKernel = parameters.Any(static parameter => parameter.Rank > 1),
            TwinFraction = twins,
        };
    }

    // What the last layer gives is meant to be 0 or 1.
    private LayerSample Activations(LayerSample sample, string path, bool isLast)
    {
        foreach ((string where, Op op, Tensor output) in _activations)
        {
            if (where != path || (isLast && ReferenceEquals(output, _activations[^1].Output))) continue;
            if (op is ReluOp or Relu6Op)
            {
                double[] greatest = ToDoubles(output.Max(AllButLast(output)));
                sample = sample with { IsUnitDead = Array.ConvertAll(greatest, static value => value <= 0) };
            }
            else
            {
                Tensor isFlat = op is TanhOp ? output.Abs().Greater(FlatTanh) : (output - 0.5).Abs().Greater(FlatSigmoid);
                sample = sample with { SaturatedFraction = isFlat.Cast(DType.Float32).Mean().ToScalar() };
            }
        }
        return sample;
    }

    private bool IsLast(Module module) => _model.Outputs.Any(output => output.Symbol?.Producer switch
    {
        LayerNode node => node.Layer.Descendants().Contains(module),
        _ => ReferenceEquals(module, _model),
    });

    // Units, the last axis, with the same incoming weights to the last bit: told by hashes of 64 bits.
    private static double Twins(Parameter kernel)
    {
        int units = kernel.Shape[^1];
        if (units < 2) return double.NaN;
        Dictionary<ulong, int> seen = [];
        var hashes = new ulong[units];
        if (kernel.DType == DType.Float64) Hash(MemoryMarshal.Cast<double, ulong>(kernel.View.AsSpan<double>()), hashes);
        else Hash(MemoryMarshal.Cast<float, uint>(kernel.View.AsSpan<float>()), hashes);
        GC.KeepAlive(kernel);
        foreach (ulong hash in hashes) seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return hashes.Count(hash => seen[hash] > 1) / (double)units;
    }

    private static void Hash<T>(ReadOnlySpan<T> kernel, ulong[] hashes) where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0, unit = 0; i < kernel.Length; i++)
        {
            ulong hash = (hashes[unit] ^ ulong.CreateTruncating(kernel[i])) * 0x9E3779B97F4A7C15;
            hashes[unit] = hash ^ (hash >> 29);
            if (++unit == hashes.Length) unit = 0;
        }
    }

    private static double SumOfSquares(Tensor tensor) => SumOfSquares(tensor, null);

    // In one pass, without memory for the squares: large weights are what a look costs most for.
    private static double SumOfSquares(Tensor tensor, Tensor? less)
    {
        if (tensor.DType != DType.Float32) return (less is null ? tensor : tensor - less).Square().Sum().ToScalar();
        double sum = SumOfSquares(tensor.View.AsSpan<float>(), less is null ? default : less.View.AsSpan<float>());
        GC.KeepAlive((tensor, less));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> values, ReadOnlySpan<float> less)
    {
        const int Block = 1024;   // summed in single precision, blocks in double
        ReadOnlySpan<Vector<float>> x = MemoryMarshal.Cast<float, Vector<float>>(values), y = MemoryMarshal.Cast<float, Vector<float>>(less);
        double sum = 0;
        for (int start = 0; start < x.Length; start += Block)
        {
            int end = Math.Min(x.Length, start + Block);
            Vector<float> block = Vector<float>.Zero;
            if (y.IsEmpty)
                for (int i = start; i < end; i++) block += x[i] * x[i];
            else
                for (int i = start; i < end; i++) block += (x[i] - y[i]) * (x[i] - y[i]);
            sum += Vector.Sum(block);
        }
        for (int i = x.Length * Vector<float>.Count; i < values.Length; i++)
        {
            double value = values[i] - (less.IsEmpty ? 0 : less[i]);
            sum += value * value;
        }
        return sum;
    }

    // What is left of a square on average when a layer's noise is taken off: what it keeps it makes larger.
    private static double KeptBy(Layer layer) => layer switch
    {
        Dropout dropout => 1 - dropout.Rate,
        SpatialDropout dropout => 1 - dropout.Rate,
        GaussianDropout dropout => 1 - dropout.Rate,
        _ => 1,
    };

    private static bool Differ(Tensor samples) => RangeOf(samples) > 0;

    // The most that any number differs by from sample to sample.
    private static double RangeOf(Tensor samples)
    {
        Tensor numbers = samples.DType.IsFloat() ? samples : samples.Cast(DType.Float32);
        return (numbers.Max(axis: 0) - numbers.Min(axis: 0)).Max().ToScalar();
    }

    private static double Spread(Tensor samples)
    {
        Tensor distances = samples - samples.Mean(axis: 0, keepDims: true);
        return Math.Sqrt(distances.Square().Mean().ToScalar());
    }

    private static int[] AllButLast(Tensor tensor) => [.. Enumerable.Range(0, Math.Max(1, tensor.Rank - 1))];

    private static double[] ToDoubles(Tensor tensor) => tensor.DType == DType.Float64 ? tensor.ToArray<double>()
        : Array.ConvertAll(tensor.ToArray<float>(), static value => (double)value);
}
