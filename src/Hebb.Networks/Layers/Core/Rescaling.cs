using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Multiplies and shifts: <c>x * scale + offset</c>. The usual first layer for images, whose pixels are 0 to 255.</summary>
/// <param name="scale">The factor.</param>
/// <param name="offset">What is added afterwards.</param>
/// <example><code>var pixels = new Rescaling(1 / 255.0);           // 0 to 1
/// var centred = new Rescaling(1 / 127.5, -1);      // -1 to 1</code></example>
public sealed class Rescaling(double scale, double offset = 0) : Layer
{
    private readonly double _scale = Require(nameof(scale), scale), _offset = Require(nameof(offset), offset);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (!x.DType.IsFloat()) x = x.Cast(Hebb.DType.Float32);
        return _offset == 0 ? x * _scale : x * _scale + _offset;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["scale"] = _scale;
        if (_offset != 0) config["offset"] = _offset;
    }

    private static double Require(string name, double value) => double.IsFinite(value) ? value
        : throw new OptionException($"Rescaling: the {name} is {value}.", $"{name} {value}", "use a finite number, such as 1 / 255.0");
}
