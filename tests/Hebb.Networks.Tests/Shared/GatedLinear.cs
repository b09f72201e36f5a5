using System.Text.Json.Nodes;

namespace Hebb.Networks.Tests;

/// <summary>The custom layer of the design, with what it takes to be saved.</summary>
internal sealed class GatedLinear(int units) : Layer
{
    private readonly Dense _value = new(units), _gate = new(units, Activation.Sigmoid);
    private Parameter _scale = null!;

    public Dense Gate => _gate;

    protected override IEnumerable<Module> Children => [_value, _gate];

    protected override void Build(Shape input) => _scale = AddParameter("scale", [units], Initializer.Ones);

    protected override Tensor Forward(Tensor x) => _value.Call(x) * _gate.Call(x) * _scale;

    protected internal override void Configure(JsonObject config) => config["units"] = units;
}
