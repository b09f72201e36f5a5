using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Hebb.Benchmarks.Kernels;
using Hebb.Benchmarks.Report;
using Hebb.Benchmarks.Tables;
using Hebb.Benchmarks.Tensors;
using Hebb.Benchmarks.Training;

namespace Hebb.Benchmarks;

/// <summary>Measures Hebb: figures beside the processor's peak, micro-benchmarks, and workloads to compare with its peers.</summary>
public static class Program
{
    private static readonly (string Name, string Title, Action<TextWriter> Run)[] s_figures =
    [
        ("gemm", "Matrix products", GemmFigures.Run),
        ("convolution", "Convolutions of LeNet-5, ResNet-20 and MNIST's small network (batch 128), and of VGG (batch 64)", ConvolutionFigures.Run),
        ("elementwise", "Elementwise loops", ElementwiseFigures.Run),
        ("passes", "Passes over memory", PassFigures.Run),
        ("pool", "The worker pool", PoolFigures.Run),
        ("tape", "Eager ops and the tape", TapeFigures.Run),
        ("memory", "Memory", MemoryFigures.Run),
        ("startup", "Start", StartupFigures.Run),
        ("neighbour", "Beside a busy process", NeighbourFigures.Run),
        ("lenet", "A training step", LeNetFigures.Run),
        ("predict", "Prediction", PredictionFigures.Run),
        ("feeding", "Feeding the step", FeedingFigures.Run),
        ("optimizers", "Optimizers' updates", OptimizerFigures.Run),
        ("autoencoder", "A deep auto-encoder on MNIST", MnistFigures.Autoencoder),
        ("perceptron", "A multilayer perceptron on MNIST", MnistFigures.Perceptron),
        ("doctor", "What a doctor costs", DoctorFigures.Run),
    ];

    private static readonly string[] s_minutes = ["autoencoder", "perceptron"];   // take minutes: only where they are asked for

    /// <summary>Does what the first word says.</summary>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        switch (args.FirstOrDefault())
        {
            case "figures": return Figures(args[1..]);
            case "micro": return Micro(args[1..]);
            case "workloads": return Workloads.Run(args[1..]);
            case "profile": return Workloads.Profile(args[1..]);
            case "compare": return Comparison.Run(args[1..]);
            case "tabular": return CrossValidation.Run(args[1..]);
            case "optimizers": return Figures(["optimizers", "--out", Path.Combine("bench", "results", "optimizers.md")]);
            case "first-step":
                StartupFigures.FirstStep();
                return 0;
            case "mnist": return Figures([.. s_minutes, "--out", Path.Combine("bench", "results", "mnist.md")]);
            case null:
                Console.WriteLine(Help);
                return 0;
            default: return Fail($"'{args[0]}' is none of figures, micro, workloads, profile, mnist, compare, tabular, optimizers");
        }
    }

    /// <summary>Says what is wrong with the command, and gives its exit code.</summary>
    internal static int Fail(string message)
    {
        Console.Error.WriteLine($"Hebb.Benchmarks: {message}");
        return 2;
    }

    private static string Names => string.Join(", ", s_figures.Select(static figure => figure.Name));

    private static string Help => $"""
        Hebb.Benchmarks measures Hebb on this machine. Say what, after `dotnet run -c Release --project bench/Hebb.Benchmarks --`:

          figures [NAME...] [--out FILE]      figures beside the processor's peak or a loop written by hand, as Markdown; all of them, or some of
                                              {Names}
          micro [FILTER]                      micro-benchmarks (BenchmarkDotNet), all or those whose names match, such as *Gemm*
          workloads [--only NAME,...] [--seconds S] [--threads N] [--json]
                                              training and prediction of eight networks, as bench/peers/torch_peer.py measures them in PyTorch
          profile NAME,...                    where the time of their training steps goes: the lines of the plan that take most
          mnist                               what a deep auto-encoder and a multilayer perceptron reach on MNIST; writes bench/results/mnist.md
          compare [--only NAME,...] [--seconds S] [--out FILE]
                                              the same beside PyTorch, in turns, each in a process of its own; writes bench/results/cpu.md
          tabular [--only NAME,...] [--seed S] [--out FILE]
                                              small networks on five tables, 5 x 10-fold, beside scikit-learn's on the same folds; writes
                                              bench/results/tabular.md

          optimizers                          the figures of that name, into bench/results/optimizers.md

        bench/results holds what was measured. Figures mean something on a machine that does nothing else.
        """;

    private static int Figures(string[] args)
    {
        List<string> names = [.. args];
        string? file = null;
        int option = names.IndexOf("--out");
        if (option >= 0)
        {
            if (option + 1 == names.Count) return Fail("figures: --out lacks its file");
            file = names[option + 1];
            names.RemoveRange(option, 2);
        }
        foreach (string name in names)
            if (!s_figures.Any(figure => figure.Name == name)) return Fail($"figures: '{name}' is none of {Names}");

        using StringWriter text = new() { NewLine = "\n" };
        Print(text, Machine.Describe());
        foreach ((string name, string title, Action<TextWriter> run) in s_figures)
        {
            if (names.Count > 0 ? !names.Contains(name) : s_minutes.Contains(name)) continue;
            using StringWriter section = new() { NewLine = "\n" };
            section.WriteLine($"\n## {title}\n");
            run(section);
            Print(text, section.ToString().TrimEnd());
        }
        if (file is not null) File.WriteAllText(file, text.ToString());
        return 0;
    }

    private static void Print(TextWriter file, string text)
    {
        Console.WriteLine(text);
        file.WriteLine(text);
    }

    private static int Micro(string[] filters)
    {
        // In this process: its own toolchain would build a project for a runtime that it does not know yet.
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "hebb-micro"));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--filter", .. filters.Length > 0 ? filters : ["*"]], config);
        return 0;
    }
}
