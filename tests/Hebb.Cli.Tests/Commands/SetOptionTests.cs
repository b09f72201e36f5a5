using System.Text.Json;

namespace Hebb.Cli.Tests;

public class SetOptionTests
{
    [Fact]
    public void Settings_change_the_network_and_are_reported()
    {
        Outcome outcome = Command.Succeed("train", "mlp", "--limit", "300", "--epochs", "1", "--json",
            "--set", "units=20", "--set", "layers=1", "--set", "batch_norm=true", "--set", "activation=tanh", "--set", "momentum=0.95", "--optimizer", "nesterov");

        Assert.Equal((784 * 20) + (2 * 20) + (20 * 10) + 10, outcome.Json.GetProperty("parameters").GetInt32());
        Assert.Equal("""{"units":20,"layers":1,"batch_norm":true,"activation":"tanh","momentum":0.95}""", outcome.Json.GetProperty("settings").GetRawText());
        Assert.Equal("{}", Command.Succeed("train", "softmax", "--limit", "300", "--epochs", "1", "--json").Json.GetProperty("settings").GetRawText());
    }

    [Theory]
    [InlineData("softmax", "784*10+10", "initializer=he_normal")]
    [InlineData("mlp", "784*10+10", "layers=0")]
    [InlineData("lenet5", "1*3*3*12+12 + 12*3*3*32+32 + 7*7*32*50+50 + 50*35+35 + 35*10+10", "filters=12", "kernel=3", "padding=same", "units=50", "pooling=average")]
    [InlineData("lenet5-dropout", "1*5*5*6+6 + 6*5*5*16+16 + 2*2*16*120+120 + 120*84+84 + 84*10+10", "stride=2", "padding=same", "dropout=0")]
    public void Every_recipe_has_its_settings(string name, string parameters, params string[] set)
    {
        Recipe recipe = Recipe.Find(name);

        Sequential model = recipe.Build([28, 28, 1], 10, 1, SetOption.Read(recipe, set));

        int expected = parameters.Split('+', StringSplitOptions.TrimEntries).Sum(static product => product.Split('*').Aggregate(1, static (value, factor) => value * int.Parse(factor)));
        Assert.Equal(expected, model.Parameters.Sum(static parameter => (int)parameter.Count));
    }

    [Fact]
    public void Every_default_is_a_value_that_can_be_set_and_gives_the_network_as_it_was()
    {
        foreach (Recipe recipe in Recipe.All)
        {
            string[] all = [.. recipe.Settings.Select(static setting => $"{setting.Name}={setting.Default}")];
            Assert.Equal(recipe.Build([28, 28, 1], 10, 3).WeightsSha256(), recipe.Build([28, 28, 1], 10, 3, SetOption.Read(recipe, all)).WeightsSha256());
            Assert.All(recipe.AllSettings.Where(static setting => setting.Default is not null), static setting => Assert.True(setting.Range.Contains(setting.Default!.Value)));
            Assert.Equal(recipe.AllSettings.Count(), recipe.AllSettings.Select(static setting => setting.Name).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("adam", 0.003, "beta1=0.8", "beta2=0.99", "weight_decay=0.1", "schedule=constant")]
    [InlineData("adamw", 0.003, "beta1=0.8", "beta2=0.99", "weight_decay=0.1", "schedule=constant")]
    [InlineData("sgd", 0.01, "momentum=0.5", "weight_decay=0.1", "schedule=constant")]
    [InlineData("nesterov", 0.01, "momentum=0.5", "weight_decay=0.1", "schedule=constant")]
    public void Optimizers_take_the_settings_that_are_theirs(string name, double rate, params string[] set)
    {
        HyperParameters settings = SetOption.Read(Recipe.Find("mlp"), set);
        Optimizer optimizer = TrainingSettings.MakeOptimizer(name, null, settings), usual = TrainingSettings.MakeOptimizer(name, 0.5, HyperParameters.None);

        Assert.Equal((rate, 0.1, Schedule.Constant), (optimizer.LearningRate, optimizer.WeightDecay, optimizer.Schedule));
        Assert.Equal((0.5, name == "adamw" ? 0.004 : 0), (usual.LearningRate, usual.WeightDecay));
        Assert.IsType<CosineDecay>(usual.Schedule);
        if (optimizer is Adam adam) Assert.Equal((0.8, 0.99), (adam.Beta1, adam.Beta2));
        if (optimizer is Sgd sgd) Assert.Equal((0.5, name == "nesterov"), (sgd.Momentum, sgd.Nesterov));
        if (usual is Sgd plain) Assert.Equal(name == "sgd" ? 0 : 0.9, plain.Momentum);
    }

    [Fact]
    public void Penalties_make_weights_smaller_and_are_no_part_of_the_loss_and_the_accuracy()
    {
        string[] run = ["train", "softmax", "--limit", "600", "--epochs", "3", "--json"];

        JsonElement free = Command.Succeed(run).Json, bound = Command.Succeed([.. run, "--set", "l2=0.05", "--set", "l1=0.001"]).Json;

        Assert.InRange(bound.GetProperty("train_accuracy").GetDouble(), 0.3, 1);
        Assert.InRange(bound.GetProperty("test_accuracy").GetDouble(), 0.3, 1);
        Assert.True(bound.GetProperty("train_loss").GetDouble() > free.GetProperty("train_loss").GetDouble());
        Assert.InRange(bound.GetProperty("test_loss").GetDouble(), 0.5, 2.3);
        Recipe recipe = Recipe.Find("mlp");
        string[] names = [.. ((string[])["l1=0.1", "l2=0.2", "l1=0.1 l2=0.2", "layers=1"])
            .Select(set => $"{((Dense)recipe.Build([28, 28, 1], 10, 1, SetOption.Read(recipe, set.Split(' '))).Layers[^1]).KernelRegularizer?.Name}")];
        Assert.Equal(["l1(0.1)", "l2(0.2)", "l1l2(0.1, 0.2)", ""], names);
    }

    [Fact]
    public void Every_optimizer_of_a_name_can_be_chosen() => Assert.All(Optimizer.Names, static name =>
        Assert.Equal((0.5, "CosineDecay"), (TrainingSettings.MakeOptimizer(name, 0.5, HyperParameters.None).LearningRate,
            TrainingSettings.MakeOptimizer(name, null, HyperParameters.None).Schedule.GetType().Name)));

    [Theory]
    [InlineData("units=0", "'units' cannot be '0'", "use a whole number from 1 to 65536")]
    [InlineData("units=1.5", "'units' cannot be '1.5'", "a whole number")]
    [InlineData("units=many", "'units' cannot be 'many'", "a whole number")]
    [InlineData("dropout=1", "'dropout' cannot be '1'", "use a number from 0 to 0.99")]
    [InlineData("dropout=nan", "'dropout' cannot be 'nan'", "use a number from 0 to 0.99")]
    [InlineData("batch_norm=yes", "'batch_norm' cannot be 'yes'", "use one of false, true")]
    [InlineData("activation=rleu", "'activation' cannot be 'rleu'", "use one of relu, ")]
    [InlineData("unit=3", "the recipe 'mlp' has no setting 'unit'", "did you mean 'units'?")]
    [InlineData("filters=3", "the recipe 'mlp' has no setting 'filters'", "use one of layers, units")]
    [InlineData("learning_rate=3", "'learning_rate' has an option of its own", "use --learning-rate")]
    [InlineData("units", "'units' has no '='", "write --set units=128")]
    [InlineData("units=3 --set units=4", "'units' is set twice", "set it once")]
    public void A_setting_that_cannot_be_is_refused(string set, string what, string fix)
    {
        string[] lines = Command.Fail(2, ["train", "mlp", "--set", .. set.Split(' ')]).Split('\n');

        Assert.Contains(what, lines[0]);
        Assert.Contains(fix, lines[3]);
    }
}
