using System.Runtime.CompilerServices;

namespace Hebb;

/// <summary>The README's example compiles, runs, and is the one below, line for line.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_example_learns_to_read_digits() => Assert.InRange(Example()["accuracy"], 0.8, 1);

    [Fact]
    public void The_example_is_the_one_in_the_README()
    {
        string file = ThisFile();
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "README.md"));
        int begin = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        string[] shown = Lines(readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)]);
        string source = File.ReadAllText(file);
        int from = source.LastIndexOf("// begin of the example", StringComparison.Ordinal);
        int to = source.LastIndexOf("// end of the example", StringComparison.Ordinal);
        string[] compiled = Lines(source[from..to]);
        Assert.Equal(shown.Where(static line => line != "using Hebb;"), compiled.Skip(1));
    }

    private static Evaluation Example()
    {
        TextWriter console = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            // begin of the example
            var (train, test) = Glyphs.Generate(seed: 1, train: 6_000, test: 1_000);   // or Mnist.Load(): real digits, if they are at hand
            var (fit, validation) = train.Split(0.1, seed: 1);                        // the test set selects nothing

            var model = new Sequential([28, 28, 1], "digits", seed: 1)
            {
                new Rescaling(1 / 255.0),
                new Conv2D(6, 5, Activation.Relu) { Padding = Padding.Same },
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(10),
            };
            Console.WriteLine(model.Summary());

            var trainer = new Trainer(model)
            {
                Optimizer = new Adam(3e-3) { Schedule = new CosineDecay() },
                Loss = new CrossEntropy(),
                Metrics = [new Accuracy()],
                Callbacks = [new EarlyStopping(patience: 3)],
            };
            trainer.Fit(fit, epochs: 2, batch: 128, validation: validation, progress: new TextProgress(Console.Out));
            Console.WriteLine(trainer.Evaluate(test));
            // end of the example
            return trainer.Evaluate(test);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
