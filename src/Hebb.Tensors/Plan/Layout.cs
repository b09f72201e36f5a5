using Hebb.Kernels;

namespace Hebb;

/// <summary>Stores images in lanes where convolutions have few channels: <c>[batch / 16, height, width, channels * 16]</c>, 16 images side by side, so that a
/// vector holds the same number of each.</summary>
/// <remarks>
/// Such convolutions compute with images in lanes anyway, and otherwise turn them each time. Around every convolution that gains by it, a region grows through
/// whatever treats channels one by one (elementwise ops, pooling, sums over pixels, and their gradients); images are turned where they enter the region and
/// where they leave it, once for all who read them. Steps at the rim for which that does not pay are given up again, and the whole region where all does not.
/// The same sums are made in the same order: the bits are the same.
/// </remarks>
internal sealed class Layout
{
    private const int MostRounds = 4;

    private readonly PlanProgram _program;
    private readonly HashSet<Tensor> _roots;
    private readonly Dictionary<Tensor, int> _maker = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, List<int>> _readers = new(ReferenceEqualityComparer.Instance);
    private readonly double?[] _saved;      // of each step: the cycles that it takes less in lanes; null where it cannot be
    private readonly bool[] _inLanes;

    private Layout(PlanProgram program)
    {
        _program = program;
        _roots = program.Roots();
        for (int i = 0; i < program.Steps.Count; i++)
        {
            foreach (Tensor output in program.Steps[i].Outputs) _maker[output] = i;
            foreach (Tensor input in program.Steps[i].Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance))
            {
                if (!_readers.TryGetValue(input, out List<int>? readers)) _readers[input] = readers = [];
                readers.Add(i);
            }
        }
        _saved = [.. program.Steps.Select(Saved)];
        _inLanes = new bool[program.Steps.Count];
    }

    /// <summary>What a step in lanes does with an input.</summary>
    private enum Use
    {
        /// <summary>It reads images, in lanes.</summary>
        Images,

        /// <summary>It reads a number for each channel, which each of the 16 images wants.</summary>
        Channels,

        /// <summary>It reads it as it is: a kernel, a single number.</summary>
        AsItIs,
    }

    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        if (!program.Steps.Exists(static step => step.Op is Conv2DOp)) return;
        Layout layout = new(program);
        for (int i = 0; i < program.Steps.Count; i++)
            if (layout._saved[i] > 0 && !layout._inLanes[i]) layout.Try(i);
        if (Array.Exists(layout._inLanes, static step => step)) layout.Rewrite();
    }

    private static double? Saved(PlanStep step)
    {
        (Shape Left, Shape Right) shapes = step.Inputs.Length >= 2 ? (step.Inputs[0].Shape, step.Inputs[1].Shape) : default;
        DType type = step.Outputs[0].DType;
        switch (step.Op)
        {
            case Conv2DOp op: return Convolution.SavedInLanes(op.Geometry(shapes.Left, shapes.Right), ConvolutionDirection.Forward, type);
            case Conv2DInputGradientOp op: return Convolution.SavedInLanes(op.Geometry(shapes.Left, shapes.Right), ConvolutionDirection.InputGradient, type);
            case Conv2DKernelGradientOp op: return Convolution.SavedInLanes(op.Geometry(shapes.Left, shapes.Right), ConvolutionDirection.KernelGradient, type);
        }
        bool isEachChannel = step.Outputs.Length == 1 && step.Inputs.Length > 0 && step.Inputs[0].Rank == 4 && step.Inputs[0].Shape[0] % ToLanesOp.Images == 0
            && step.Op is MaxPool2DOp or MaxPool2DGradientOp or AveragePool2DOp or AveragePool2DGradientOp or PixelSumOp;
        return isEachChannel || step.Op is ElementwiseOp && IsOnImages(step) ? 0 : null;
    }

    private static bool IsOnImages(PlanStep step)
    {
        Shape shape = step.Outputs[0].Shape;
        return step.Outputs.Length == 1 && shape.Rank == 4 && shape.Count > 0 && shape[0] % ToLanesOp.Images == 0
            && Array.Exists(step.Inputs, input => input.Shape == shape)
            && Array.TrueForAll(step.Inputs, input => input.Shape == shape || input.Shape.Count == 1
                || input.Shape.Count == shape[3] && input.Shape[^1] == shape[3]);
    }

    private static Use UseOf(PlanStep step, Tensor input) => step.Op switch
    {
        Conv2DOp or Conv2DInputGradientOp => ReferenceEquals(input, step.Inputs[0]) ? Use.Images : Use.AsItIs,
        ElementwiseOp => input.Shape == step.Outputs[0].Shape ? Use.Images : input.Shape.Count == 1 ? Use.AsItIs : Use.Channels,
        _ => Use.Images,
    };

    private static bool GivesImages(PlanStep step) => step.Op is not Conv2DKernelGradientOp;

    // The images that a step reads and makes, each once.
    private IEnumerable<Tensor> ImagesOf(int i)
    {
        PlanStep step = _program.Steps[i];
        IEnumerable<Tensor> read = step.Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance).Where(input => UseOf(step, input) == Use.Images);
        return GivesImages(step) ? read.Concat(step.Outputs) : read;
    }

    // Grows a region from a convolution, trims it, and keeps it if it pays.
    private void Try(int seed)
    {
        List<int> region = [seed];
        _inLanes[seed] = true;
        for (int next = 0; next < region.Count; next++)
            foreach (Tensor images in ImagesOf(region[next]))
            {
                if (_maker.TryGetValue(images, out int maker)) Take(maker);
                foreach (int reader in Readers(images))
                    if (_saved[reader] is not null && UseOf(_program.Steps[reader], images) == Use.Images) Take(reader);
            }
        bool changes = true;
        for (int round = 0; changes && round < MostRounds; round++)
        {
            changes = false;
            foreach (int step in region)
                if (_inLanes[step] && Gain(step) < 0)
                {
                    _inLanes[step] = false;
                    changes = true;
                }
        }
        HashSet<Tensor> all = new(region.SelectMany(ImagesOf), ReferenceEqualityComparer.Instance);
        double gain = region.Where(step => _inLanes[step]).Sum(step => _saved[step]!.Value) - all.Sum(Turning);
        if (gain <= 0)
            foreach (int step in region) _inLanes[step] = false;

        void Take(int step)
        {
            if (_saved[step] is null || _inLanes[step]) return;
            _inLanes[step] = true;
            region.Add(step);
        }
    }

    private List<int> Readers(Tensor tensor) => _readers.TryGetValue(tensor, out List<int>? readers) ? readers : [];

    // What it brings that this step, too, is in lanes.
    private double Gain(int step)
    {
        double with = _saved[step]!.Value - ImagesOf(step).Sum(Turning);
        _inLanes[step] = false;
        double without = -ImagesOf(step).Sum(Turning);
        _inLanes[step] = true;
        return with - without;
    }

    // The cycles that it takes to turn images one way or the other, if somebody wants them as they are not made.
    private double Turning(Tensor images)
    {
        bool isMadeInLanes = _maker.TryGetValue(images, out int maker) && _inLanes[maker];
        bool isTurned = isMadeInLanes ? _roots.Contains(images) || Readers(images).Exists(reader => !_inLanes[reader])
            : Readers(images).Exists(reader => _inLanes[reader] && UseOf(_program.Steps[reader], images) == Use.Images);
        return isTurned ? images.Shape.Count * PassCut.Turning : 0;
    }

    private void Rewrite()
    {
        List<PlanStep> steps = [];
        Dictionary<Tensor, Tensor> turned = new(ReferenceEqualityComparer.Instance), repeated = new(ReferenceEqualityComparer.Instance);
        HashSet<Tensor> inLanesOnly = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _program.Steps.Count; i++)
        {
            PlanStep step = _program.Steps[i];
            if (!_inLanes[i])
            {
                foreach (Tensor input in step.Inputs) TurnBack(input);
                steps.Add(step);
                continue;
            }
            Tensor[] inputs = [.. step.Inputs.Select(input => UseOf(step, input) switch
            {
                Use.Images => Turned(input),
                Use.Channels => Repeated(input),
                _ => input,
            })];
            Op op = step.Op switch
            {
                Conv2DOp pass => pass with { InLanes = true },
                Conv2DInputGradientOp pass => pass with { InLanes = true },
                Conv2DKernelGradientOp pass => pass with { InLanes = true },
                _ => step.Op,
            };
            steps.Add(new(op, inputs, GivesImages(step) ? [.. step.Outputs.Select(Made)] : step.Outputs));
        }
        foreach (Tensor root in _roots) TurnBack(root);
        _program.Steps = steps;

        Tensor Made(Tensor images)
        {
            inLanesOnly.Add(images);
            return turned[images] = StandIn(images, ToLanesOp.Turned(images.Shape));
        }

        Tensor Turned(Tensor images)
        {
            if (turned.TryGetValue(images, out Tensor? there)) return there;
            Tensor made = turned[images] = StandIn(images, ToLanesOp.Turned(images.Shape));
            steps.Add(new(ToLanesOp.Instance, [images], [made]));
            return made;
        }

        Tensor Repeated(Tensor channels)
        {
            if (repeated.TryGetValue(channels, out Tensor? there)) return there;
            Tensor made = repeated[channels] = StandIn(channels, [channels.Shape[^1] * ToLanesOp.Images]);
            steps.Insert(_maker.ContainsKey(channels) ? steps.Count : 0, new(RepeatInLanesOp.Instance, [channels], [made]));   // early, for epilogues
            return made;
        }

        void TurnBack(Tensor images)
        {
            if (inLanesOnly.Remove(images)) steps.Add(new(FromLanesOp.Instance, [turned[images]], [images]));
        }

        Tensor StandIn(Tensor what, Shape shape)
        {
            Tensor tensor = Tensor.StandIn(new(shape, what.DType));
            _program.InLanes[tensor] = what;
            return tensor;
        }
    }
}
