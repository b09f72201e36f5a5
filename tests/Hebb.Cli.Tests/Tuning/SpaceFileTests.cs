namespace Hebb.Cli.Tests;

public class SpaceFileTests
{
    private static SearchSpace Read(string text, string recipe = "mlp")
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), text);
        return new SpaceFile(folder.File("space.json"), Recipe.Find(recipe)).Read();
    }

    [Fact]
    public void Ranges_lists_and_fixed_values_become_a_space_typed_by_the_recipe()
    {
        SearchSpace space = Read("""
            {
              "learning_rate": { "from": 1e-4, "to": 1e-1, "scale": "log" },
              "units": { "from": 16, "to": 256 },
              "dropout": [0, 0.2, 0.5],
              "activation": ["relu", "tanh"],
              "batch_norm": [false, true],
              "batch": 64
            }
            """);

        Assert.Equal("""
            learning_rate: a number from 0.0001 to 0.1 (log)
            units: a whole number from 16 to 256
            dropout: one of 0, 0.2, 0.5
            activation: one of relu, tanh
            batch_norm: one of false, true
            batch: always 64
            """, string.Join('\n', space.Select(static one => one.ToString())));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Single(Read("\uFEFF{\"units\": [1, 2]}"));

    [Fact]
    public void The_example_of_the_help_and_those_of_the_documentation_can_be_read()
    {
        string help = Command.Succeed("tune", "--help").Output;
        Assert.Equal(3, Read(help[help.IndexOf("is: {", StringComparison.Ordinal)..][4..], "lenet5").Count);
        string[] parts = File.ReadAllText(Documentation()).Split("```json\n");
        Assert.True(parts.Length > 1, "docs/cli.md shows no space");
        foreach (string part in parts.Skip(1)) Assert.NotEmpty(Read(part[..part.IndexOf("```", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_file_that_is_wrong_is_told_with_its_line()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("space.json");
        Action Reading(string text, string recipe = "mlp") => () =>
        {
            File.WriteAllText(path, text);
            new SpaceFile(path, Recipe.Find(recipe)).Read();
        };
        Snapshot.Errors("space_file_errors",
        [
            ("no file", () => new SpaceFile(folder.File("spaec.json"), Recipe.Find("mlp")).Read()),
            ("an empty file", Reading("")),
            ("no JSON", Reading("{\n  \"units\": [1, 2],\n  dropout: 0.5\n}")),
            ("a comma too many", Reading("{\n  \"units\": [1, 2,],\n}")),
            ("a name twice", Reading("{\n  \"units\": [1, 2],\n  \"units\": 3\n}")),
            ("a member twice", Reading("{\"units\": {\"from\": 1, \"from\": 2}}")),
            ("half a character", Reading("{\"activation\": \"\\ud800\"}")),
            ("an infinite number", Reading("{\"dropout\": 1e999}")),
            ("a list", Reading("[1, 2]")),
            ("nothing", Reading("{}")),
            ("an unknown setting", Reading("{\n  \"units\": 32,\n  \"learning_rat\": 0.1\n}")),
            ("a setting of another recipe", Reading("{\"filters\": [3, 6]}")),
            ("a range of names", Reading("{\"activation\": {\"from\": \"relu\", \"to\": \"tanh\"}}")),
            ("no end", Reading("{\"units\": {\"from\": 3}}")),
            ("no begin", Reading("{\"units\": {\"to\": 3}}")),
            ("another member", Reading("{\"units\": {\"from\": 3, \"to\": 9, \"step\": 3}}")),
            ("another scale", Reading("{\"units\": {\"from\": 3, \"to\": 9, \"scale\": \"square\"}}")),
            ("a scale that is no text", Reading("{\"units\": {\"from\": 3, \"to\": 9, \"scale\": 2}}")),
            ("backwards", Reading("{\n\n\"dropout\": {\"from\": 0.5, \"to\": 0.1}}")),
            ("a logarithm of zero", Reading("{\"dropout\": {\"from\": 0, \"to\": 0.5, \"scale\": \"log\"}}")),
            ("half a unit", Reading("{\"units\": {\"from\": 1.5, \"to\": 9}}")),
            ("too large", Reading("{\"dropout\": [0.5, 1.5]}")),
            ("another type", Reading("{\"units\": \"many\"}")),
            ("null", Reading("{\"units\": null}")),
            ("an unknown name", Reading("{\"activation\": [\"relu\", \"swoosh\"]}")),
            ("an empty list", Reading("{\"units\": []}")),
            ("a value twice", Reading("{\"units\": [8, 16, 8]}")),
            ("a list in a list", Reading("{\"units\": [[8]]}")),
        ], hide: folder.Path);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("space.json"), [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']);

        Command.HasFourParts(Assert.Throws<DataException>(() => new SpaceFile(folder.File("space.json"), Recipe.Find("mlp")).Read()).Message);
    }

    [Fact]
    public void Whatever_is_in_the_file_it_is_read_or_refused_in_four_parts()
    {
        byte[] right = """{"learning_rate": {"from": 1e-4, "to": 1e-1, "scale": "log"}, "units": [8, 64], "activation": ["relu"], "batch": 6}"""u8.ToArray();
        using TemporaryFolder folder = new();
        string path = folder.File("space.json");
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            List<byte> bytes = [.. right];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(bytes.Count);
                if (random.Next(3) == 0) bytes.RemoveAt(at);
                else if (random.Next(2) == 0) bytes.Insert(at, right[random.Next(right.Length)]);
                else bytes[at] = (byte)random.Next(256);
            }
            File.WriteAllBytes(path, [.. bytes]);
            try
            {
                new SpaceFile(path, Recipe.Find("mlp")).Read();
            }
            catch (DataException e)
            {
                Command.HasFourParts(e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 1500, 2999);
    }

    private static string Documentation([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/cli.md");
}
