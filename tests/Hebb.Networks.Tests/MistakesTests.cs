using System.Runtime.CompilerServices;
using System.Text;

namespace Hebb.Networks.Tests;

/// <summary>What Hebb says when a newcomer errs: <c>docs/mistakes.md</c> is written by this test, and must be what is committed.</summary>
/// <remarks>To rewrite it: run the test with <c>HEBB_UPDATE_SNAPSHOTS=1</c>, then read the diff.</remarks>
public sealed class MistakesTests
{
    private sealed class Forgetful : Layer
    {
        private readonly Dense _inner = new(4);

        protected override Tensor Forward(Tensor x) => _inner.Call(x);
    }

    private readonly StringBuilder _text = new("""
        # Mistakes that newcomers make, and what Hebb says

        Every message has four parts: what happened, the values, where, and how to fix it. `tests/Hebb.Networks.Tests/MistakesTests.cs` writes this file,
        from Training on `tests/Hebb.Training.Tests/MistakesTests.cs` does.

        """.ReplaceLineEndings("\n"));

    private int _count;

    [Fact]
    public void Every_common_mistake_gets_a_message_that_helps()
    {
        Sequential model = new([784], "digits") { new Dense(10) };
        Tensor x = Model.Input([8]), image = Model.Input([32, 32, 3]);
        Tensor logits = Tensor.Zeros([4, 10]);
        CrossEntropy crossEntropy = new();
        Variable weight = new(Tensor.Ones([3]), "weight");

        Section("Layers");
        Mistake("No Flatten between images and Dense", () => new Sequential([28, 28, 1]) { new Dense(10) });
        Mistake("Images without a channel axis", () => new Sequential([28, 28]) { new Conv2D(6, 5) });
        Mistake("A sequence where an image belongs", () => new Sequential([12]) { new Embedding(1000, 16), new GlobalAveragePooling2D() });
        Mistake("Channels first", () => new Sequential([3, 32, 32]) { new Conv2D(8, 5) });
        Mistake("A kernel larger than the image", () => new Sequential([4, 4, 1]) { new Conv2D(8, 5) });
        Mistake("Pooling until nothing is left", () => new Sequential([6, 6, 1]) { new MaxPooling2D(2), new MaxPooling2D(2), new MaxPooling2D(2) });
        Mistake("No units", () => new Dense(0));
        Mistake("A dropout rate in percent", () => new Dropout(50));
        Mistake("An activation with a typing error", () => Activation.Parse("rleu"));
        Mistake("A new shape that does not fit", () => new Sequential([784]) { new Reshape(28, 27, 1) });
        Mistake("Two layers of one name", () => new Sequential([8]) { new Dense(4) { Name = "hidden" }, new Dense(4) { Name = "hidden" } });

        Section("Models");
        Mistake("One sample without a batch axis", () => model.Predict(Tensor.Zeros([784])));
        Mistake("Samples of another shape", () => model.Predict(Tensor.Zeros([32, 28, 28])));
        Mistake("Bytes where numbers belong", () => model.Predict(Tensor.Zeros([32, 784], DType.UInt8)));
        Mistake("Branches of different shapes are added", () => image.Apply(new Conv2D(64, 3)) + image.Apply(new Conv2D(64, 1)));
        Mistake("The same with a layer", () => new Add().Call(image.Apply(new Conv2D(64, 3)), image.Apply(new Conv2D(64, 1))));
        Mistake("One input for a layer that joins several", () => new Concatenate().Call(x));
        Mistake("Two inputs for a layer that takes one", () => new Dense(4).Call(x, x));
        Mistake("Reading values while a model is put together", () => x.Apply(new Dense(4)).ToArray<float>());
        Mistake("An input that is not listed", () => new Functional(x, new Concatenate().Call(x, Model.Input([2]))));
        Mistake("A sub-layer that is not listed in Children", () => new Sequential([8]) { new Forgetful() });
        Mistake("Loading a file that is not there", () => Model.Load("diggits.hebb"));

        Section("Losses");
        Mistake("Labels of another number of classes", () => crossEntropy.Call(logits, Tensor.Zeros([4, 5])));
        Mistake("Labels in a column", () => crossEntropy.Call(logits, Tensor.Zeros([4, 1], DType.Int32)));
        Mistake("Class numbers as floating point", () => crossEntropy.Call(logits, Tensor.Zeros([4])));
        Mistake("Labels first", () => crossEntropy.Call(Tensor.Zeros([4], DType.Int32), logits));
        Mistake("A label outside the classes", () => crossEntropy.Call(logits, Tensor.Full([4], 10, DType.Int32)));
        Mistake("Several classes at once", () => crossEntropy.Call(Tensor.Zeros([1, 3]), Tensor.From([1f, 0f, 1f], [1, 3])));
        Mistake("Yes and no as 1 and -1", () => new BinaryCrossEntropy().Call(Tensor.Zeros([2, 1]), Tensor.From([1f, -1f], [2, 1])));
        Mistake("Predictions in a column, labels in a row", () => new MeanSquaredError().Call(Tensor.Zeros([4, 1]), Tensor.Zeros([4])));

        Section("Tensors and gradients");
        Mistake("A matrix product of shapes that do not fit", () => Tensor.Zeros([32, 784]).MatMul(Tensor.Zeros([512, 10])));
        Mistake("Two types in one formula", () => Tensor.Zeros([3]) + Tensor.Zeros([3], DType.Float64));
        Mistake("A tensor of several elements as a number", () => crossEntropy.Call(logits, logits).Square().BroadcastTo([4]).ToScalar());
        Mistake("A tensor used after its tape was closed", () => UseAfterTheTape(weight).ToArray<float>());
        Mistake("A gradient asked for after an assignment", () => GradientAfterAssign(weight));
        Mistake("A gradient of something computed before the tape", () => GradientOfThePast(weight));

        string path = Path.Combine(Path.GetDirectoryName(Golden.Load("layers/dense").Path)!, "../../../docs/mistakes.md");
        string file = File.ReadAllText(path).ReplaceLineEndings("\n");
        int training = file.IndexOf("\n## Training\n", StringComparison.Ordinal);   // written by Hebb.Training.Tests
        if (Environment.GetEnvironmentVariable("HEBB_UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, _text + file[training..]);
        else Assert.Equal(_text.ToString(), file[..training]);
    }

    private static Tensor UseAfterTheTape(Variable weight)
    {
        using var tape = GradientTape.Begin();
        return weight * 2.0;
    }

    private static Gradients GradientAfterAssign(Variable weight)
    {
        using var tape = GradientTape.Begin();
        Tensor loss = weight.Square().Sum();
        weight.Assign(weight * 0.5);
        return tape.Gradient(loss, weight);
    }

    private static Gradients GradientOfThePast(Variable weight)
    {
        Tensor loss = weight.Square().Sum();
        using var tape = GradientTape.Begin();
        return tape.Gradient(loss, weight);
    }

    private void Section(string title) => _text.Append($"\n## {title}\n");

    private void Mistake(string title, Func<object?> act, [CallerArgumentExpression(nameof(act))] string code = "")
    {
        HebbException error = Assert.ThrowsAny<HebbException>(() => _ = act());
        Assert.DoesNotContain("  \n", error.Message, StringComparison.Ordinal);
        string message = error.Message.Replace(Directory.GetCurrentDirectory(), "…", StringComparison.Ordinal);
        _text.Append($"\n### {++_count}. {title}\n\n```csharp\n{code["() => ".Length..]};\n```\n```\n{message}\n```\n");
    }
}
