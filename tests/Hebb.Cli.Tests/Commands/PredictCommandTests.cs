using System.Text.Json;

namespace Hebb.Cli.Tests;

public class PredictCommandTests
{
    [Fact]
    public void Classes_are_listed_by_probability_with_bars()
    {
        using TemporaryFolder folder = new();
        Model model = new Sequential([2, 2, 1], "tiny") { new Flatten(), new Dense(3) { KernelInitializer = Initializer.Zeros } };
        model.ClassNames = ["ant", "bee", "cow"];
        model.Parameters[1].Assign(Tensor.From([0f, MathF.Log(2), 0f], [3]));
        model.Save(folder.File("model.hebb"));
        File.WriteAllBytes(folder.File("a.png"), DataFiles.Png(2, 2, 100));

        string[] lines = Command.Succeed("predict", folder.File("model.hebb"), folder.File("a.png")).Output.Split('\n');
        JsonElement json = Command.Succeed("predict", folder.File("model.hebb"), folder.File("a.png"), "--json").Json;

        Assert.EndsWith("a.png: bee", lines[0]);
        Assert.Equal("  bee  ███████████████···············  50.0 %", lines[1]);
        Assert.Equal("  ant  ████████······················  25.0 %", lines[2]);
        Assert.Equal("bee", json.GetProperty("class").GetString());
        Assert.Equal(0.5, json.GetProperty("probabilities").GetProperty("bee").GetDouble(), 6);
    }

    [Fact]
    public void The_probabilities_of_a_model_that_ends_in_a_softmax_are_taken_as_they_are()
    {
        using TemporaryFolder folder = new();
        Model model = new Sequential([2, 2, 1], "tiny") { new Flatten(), new Dense(2, Activation.Softmax()) { KernelInitializer = Initializer.Zeros } };
        model.Parameters[1].Assign(Tensor.From([0f, MathF.Log(9)], [2]));
        model.Save(folder.File("model.hebb"));
        File.WriteAllBytes(folder.File("a.png"), DataFiles.Png(2, 2, 100));

        JsonElement json = Command.Succeed("predict", folder.File("model.hebb"), folder.File("a.png"), "--json").Json;

        Assert.Equal(0.9, json.GetProperty("probabilities").GetProperty("1").GetDouble(), 6);
    }
}
