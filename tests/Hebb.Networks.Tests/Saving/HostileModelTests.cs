using System.Text;
using System.Text.Json.Nodes;

namespace Hebb.Networks.Tests.Saving;

public sealed class HostileModelTests
{
    private const string Dense = """{"type": "Dense", "name": "dense", "config": {"units": 3}}""";

    [Fact]
    public void Every_defect_of_an_architecture_gets_a_message()
    {
        (string, string)[] cases =
        [
            ("no object", "[]"),
            ("a newer version", """{"version": 2, "shiny": true}"""),
            ("a layer instead of a model", Root(Dense)),
            ("an unknown layer", Root(Stack("""{"type": "GatedLinear", "name": "gated", "config": {"units": 3}}"""))),
            ("a configuration that is no object", Root(Stack("""{"type": "Dense", "name": "dense", "config": [3]}"""))),
            ("no units", Root(Stack("""{"type": "Dense", "name": "dense", "config": {}}"""))),
            ("units of text", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": "many"}}"""))),
            ("units of a fraction", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 2.5}}"""))),
            ("units beyond 32 bits", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 99999999999}}"""))),
            ("negative units", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": -3}}"""))),
            ("two billion units", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 2000000000}}"""))),
            ("a huge kernel without a weight in the file",
                Root(Stack("""{"type": "Conv2D", "name": "conv", "config": {"filters": 2000000000, "kernelSize": [3, 3]}}""", "[9, 9, 4]"))),
            ("huge running averages", Root(Stack("""{"type": "BatchNormalization", "name": "bn", "config": {"center": false, "scale": false}}""",
                "[2000000000]"))),
            ("an unknown activation", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 3, "activation": "swoosh"}}"""))),
            ("an unknown initializer", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 3, "kernelInitializer": "he"}}"""))),
            ("an unknown option", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 3, "quantized": true}}"""))),
            ("a flag of text", Root(Stack("""{"type": "Dense", "name": "dense", "config": {"units": 3, "useBias": "no"}}"""))),
            ("an empty name", Root(Stack("""{"type": "Dense", "name": "", "config": {"units": 3}}"""))),
            ("two layers of one name", Root(Text("Sequential", $"[{Dense}, {Dense}]", "\"order\": [0, 1]"))),
            ("an order outside the layers", Root(Text("Sequential", $"[{Dense}]", "\"order\": [1]"))),
            ("layers that do not fit", Root(Stack("""{"type": "Conv2D", "name": "conv", "config": {"filters": 1, "kernelSize": 3}}"""))),
            ("an input of negative extent", Root(Stack(Dense, "[-4]"))),
            ("an input larger than memory", Root(Stack(Dense, "[2147483647, 2147483647, 2147483647]"))),
            ("an input of nine axes", Root(Stack(Dense, "[1, 1, 1, 1, 1, 1, 1, 1, 1]"))),
            ("an input of no type", Root(Stack(Dense, "[4]", "Float8"))),
            ("a negative seed", Root(Stack(Dense).Replace("\"seed\": 0", "\"seed\": -1"))),
            ("class names that are numbers", Root(Stack(Dense).Replace("null", "[1, 2]"))),
            ("a value that does not exist yet", Root(Graph("""{"layer": 0, "inputs": [1]}""", "[1]"))),
            ("a layer that does not exist", Root(Graph("""{"layer": 7, "inputs": [0]}""", "[1]"))),
            ("an op of constants", Root(Graph("""{"op": "Relu", "attributes": {}, "inputs": [{"constant": 1, "type": "Float32"}]}""", "[1]"))),
            ("an op of too many inputs", Root(Graph("""{"op": "Relu", "attributes": {}, "inputs": [0, 0]}""", "[1]"))),
            ("an op without attributes", Root(Graph("""{"op": "Relu", "inputs": [0]}""", "[1]"))),
            ("a constant of text", Root(Graph("""{"op": "Add", "attributes": {}, "inputs": [0, {"constant": "one", "type": "Float32"}]}""", "[1]"))),
            ("a layer of no inputs", Root(Graph("""{"layer": 0, "inputs": []}""", "[1]"))),
            ("an output that is no value", Root(Graph("""{"layer": 0, "inputs": [0]}""", "[2]"))),
            ("no outputs", Root(Graph("""{"layer": 0, "inputs": [0]}""", "[]"))),
            ("a frozen module that is not there", Root(Stack(Dense)).Replace("\"frozen\": []", "\"frozen\": [\"dense_9\"]")),
            ("a hundred models in each other", Root(Nest(100))),
        ];
        Snapshot.Errors("architecture_errors", cases.Select(one => (one.Item1, (Action)(() => Read(one.Item2)))));
    }

    [Fact]
    public void A_file_without_a_model_says_so()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("other.hebb"), [("notes.txt", "hello"u8.ToArray())]);
        Snapshot.Throws<DataException>("no_model", () => Model.Load(folder.File("other.hebb")), hide: folder.Path);
    }

    [Fact]
    public void Weights_that_do_not_belong_to_the_layers_are_refused()
    {
        Sequential model = new([4]) { new Dense(3) };
        SafetensorsEntry[] right = [.. ModelWeights.Of(model).Select(weight => SafetensorsEntry.From(weight.Key, weight.Value))];
        Snapshot.Errors("weights_errors",
        [
            ("a weight is missing", () => Load(model, [right[0], SafetensorsEntry.From<float>("dense/biass", [3], [1, 2, 3])])),
            ("another shape", () => Load(model, [right[0], SafetensorsEntry.From<float>("dense/bias", [3, 1], [1, 2, 3])])),
            ("another type", () => Load(model, [right[0], SafetensorsEntry.From<int>("dense/bias", [3], [1, 2, 3])])),
            ("one too many", () => Load(model, [.. right, SafetensorsEntry.From<float>("dense/extra", [1], [1])])),
            ("too few bytes", () => Load(model, [right[0]])),
        ]);
    }

    [Fact]
    public void Any_byte_of_an_architecture_may_change_and_nothing_but_a_clear_error_or_a_model_comes()
    {
        Tensor image = Model.Input([6, 6, 1]);
        Tensor x = image.Apply(new Conv2D(2, 3) { Padding = Padding.Same }).MaxPool2D(2).Pad([(0, 0), (1, 1), (0, 0), (0, 0)]);
        Functional model = new(image, x.Flatten().Apply(new Dense(3)) * 2.0, "m");
        byte[] text = ArchitectureWriter.Write(model);
        Random random = new(1);
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] changed = [.. text];
            for (int i = 0; i < 2; i++) changed[random.Next(changed.Length)] = (byte)"0123456789-{}[]\",:ate"[random.Next(21)];
            try
            {
                Model read = ArchitectureReader.Read(changed, LayerRegistry.Default, 10_000);
                Assert.NotNull(read.Summary().ToString());
            }
            catch (DataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 100, 400);
    }

    [Fact]
    public void Any_option_of_any_layer_may_be_missing_or_nonsense_and_nothing_but_a_clear_error_or_a_model_comes()
    {
        string?[] nonsense = [null, "null", "-1", "0", "1", "2.5", "1e400", "2147483647", "99999999999", "true", "\"x\"", "\"\"", "\"NaN\"", "\"l2(1)\"", "[]",
            "[null]", "[0, -1]", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "[\"a\", \"a\"]", "[\"\"]", "{}", "{\"a\": 1}"];
        int refused = 0, made = 0;
        foreach (Hebb.Testing.LayerSpec spec in Layers.LayerSpecTests.Specs)
        {
            Tensor[] inputs = [Model.Input(spec.InputShape), .. spec.MoreInputs.Select(static shape => Model.Input(shape))];
            Functional model = new(inputs, [spec.Layer().Call(inputs)], "m");
            long bytes = model.Weights.Sum(static weight => weight.Spec.Bytes);
            string text = Encoding.UTF8.GetString(ArchitectureWriter.Write(model));
            string[] options = [.. Config(JsonNode.Parse(text)!).Select(static option => option.Key)];
            foreach (string option in options)
            {
                foreach (string? value in nonsense)
                {
                    JsonNode changed = JsonNode.Parse(text)!;
                    if (value is null) Config(changed).Remove(option);
                    else Config(changed)[option] = JsonNode.Parse(value);
                    try
                    {
                        Model read = ArchitectureReader.Read(Encoding.UTF8.GetBytes(changed.ToJsonString()), LayerRegistry.Default, bytes);
                        if (read.Outputs[0].Shape.Count < 1_000_000)
                            read.PredictAll([.. inputs.Select(static input => Tensor.Ones([2, .. input.Shape[1..]]))]);
                        made++;
                    }
                    catch (HebbException error)
                    {
                        Assert.True(error.InnerException is null or HebbException, $"{spec.Layer()} with {option} {value ?? "missing"}: {error}");
                        refused++;
                    }
                    catch (Exception error) when (error is not Xunit.Sdk.XunitException)
                    {
                        Assert.Fail($"{spec.Layer()} with {option} {value ?? "missing"}: {error}");
                    }
                }
            }
        }
        Assert.InRange(refused, 1000, 10_000);
        Assert.InRange(made, 100, 2000);
    }

    private static JsonObject Config(JsonNode architecture) => architecture["model"]!["layers"]![0]!["config"]!.AsObject();

    private static void Read(string architecture) => ArchitectureReader.Read(Encoding.UTF8.GetBytes(architecture), LayerRegistry.Default, 60);

    private static void Load(Model model, SafetensorsEntry[] entries) =>
        Model.Read(new Dictionary<string, byte[]>
        {
            ["architecture.json"] = ArchitectureWriter.Write(model),
            ["weights.safetensors"] = Safetensors.Write(entries),
        });

    private static string Root(string model) => $$"""{"version": 1, "frozen": [], "model": {{model}}}""";

    private static string Stack(string layer, string shape = "[4]", string type = "Float32") => Text("Sequential", $"[{layer}]", "\"order\": [0]", shape, type);

    private static string Graph(string node, string outputs) => Text("Functional", $"[{Dense}]", $"\"nodes\": [{node}], \"outputs\": {outputs}");

    private static string Nest(int depth) => depth == 0 ? Dense : Stack(Nest(depth - 1));

    private static string Text(string type, string layers, string rest, string shape = "[4]", string input = "Float32") =>
        $$"""{"type": "{{type}}", "name": "m", "seed": 0, "classNames": null, "inputs": [{"shape": {{shape}}, "type": "{{input}}"}], "layers": {{layers}}, {{rest}}}""";
}
