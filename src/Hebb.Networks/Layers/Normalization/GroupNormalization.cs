using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each sample by itself, in groups of channels: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>, mean and variance
/// over a group's channels and all positions.</summary>
/// <param name="groups">Into how many groups of neighbours the channels (the last axis) are divided.</param>
/// <remarks>As good with batches of two images as with batches of 32, where <see cref="BatchNormalization"/> suffers (A124). One group normalises over the
/// whole sample; as many as channels is <see cref="InstanceNormalization"/>. gamma and beta are one number for each channel. (Wu and He 2018.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3) { UseBias = false }).Apply(new GroupNormalization(32)).Relu();</code></example>
public sealed class GroupNormalization(int groups = 32) : ScaledNormalization
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups > 0 ? groups
        : throw new OptionException($"GroupNormalization: the number of groups is {groups}.", $"groups {groups}", "use at least one group; 32 is usual");

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int channels = Normalized.Channels(this, input, 1);
        if (channels == 0)
            throw new ShapeException("GroupNormalization: there are no channels to group.", $"sample {input}", "give each sample one channel or more");
        if (channels % Groups != 0)
            throw new ShapeException($"GroupNormalization: {channels} channels cannot be divided into {Groups} equal groups.",
                $"sample {input}   groups {Groups}", $"use a number of groups that divides {channels}, such as {Divisor(channels)}");
        AddScales([channels]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int channels = x.Shape[^1], positions = (int)(x.Shape[1..].Count / channels);
        Tensor grouped = x.Reshape(-1, positions, Groups, channels / Groups);
        return Affine(Normalized.Standard(grouped, [1, 3], Epsilon).Reshape([-1, .. x.Shape[1..].Span]));
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["groups"] = Groups;
        base.Configure(config);
    }

    // The greatest number of groups that divides the channels and is no more than was asked for.
    private int Divisor(int channels)
    {
        int divisor = Math.Min(Groups, channels);
        while (channels % divisor != 0) divisor--;
        return divisor;
    }
}
