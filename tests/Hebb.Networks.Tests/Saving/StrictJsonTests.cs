using System.Text;
using System.Text.Json;

namespace Hebb.Networks.Tests.Saving;

public sealed class StrictJsonTests
{
    [Fact]
    public void What_is_written_is_read_and_looks_the_same_on_every_system()
    {
        byte[] text = StrictJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", "größe <1>");
            json.WriteNumber("count", 3);
            json.WriteEndObject();
        });
        Assert.Equal("{\n  \"name\": \"größe <1>\",\n  \"count\": 3\n}", Encoding.UTF8.GetString(text));
        JsonElement[] parts = StrictJson.Object(StrictJson.Parse(text, "Load: it"), "Load: it", "count", "name");
        Assert.Equal((3, "größe <1>"), (StrictJson.Count(parts[0], "Load: count"), StrictJson.Text(parts[1], "Load: name")));
    }

    [Fact]
    public void Nesting_is_allowed_down_to_the_limit_and_no_deeper()
    {
        StrictJson.Parse(Encoding.UTF8.GetBytes("[[[1]]]"), "Load: it", maxDepth: 3);
        Assert.Throws<DataException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes("[[[[1]]]]"), "Load: it", maxDepth: 3));
    }

    [Fact]
    public void Every_defect_gets_a_message()
    {
        (string, string)[] texts =
        [
            ("nothing", ""),
            ("cut short", """{"a": [1, 2"""),
            ("a comment", "{} // why"),
            ("a trailing comma", "[1, 2,]"),
            ("a name twice", """{"a": 1, "b": {"a": 1, "a": 2}}"""),
            ("half a surrogate pair as a name", """{"\udc00": 1}"""),
            ("10,000 levels of lists", new string('[', 10_000) + new string(']', 10_000)),
            ("10,000 levels of objects", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)),
        ];
        Snapshot.Errors("json_errors",
        [
            .. texts.Select(text => (text.Item1, (Action)(() => Parse(text.Item2)))),
            ("invalid UTF-8", () => StrictJson.Parse((byte[])[(byte)'"', 0xff, (byte)'"'], "Load: the architecture")),
            ("an unknown property", () => StrictJson.Object(Parse("""{"a": 1, "b": 2}"""), "Load: a layer", "a")),
            ("a missing property", () => StrictJson.Object(Parse("""{"a": 1}"""), "Load: a layer", "b")),
            ("a list instead of an object", () => StrictJson.Object(Parse("[1,\n 2]"), "Load: a layer", "a")),
            ("a text instead of free names", () => _ = StrictJson.Properties(Parse("\"a\""), "Load: the weights").ToArray()),
            ("an object instead of a list", () => StrictJson.Array(Parse("{}"), "Load: the layers")),
            ("a fraction instead of a count", () => StrictJson.Count(Parse("1.5"), "Load: units")),
            ("2^63", () => StrictJson.Count(Parse("9223372036854775808"), "Load: units")),
            ("a number instead of a text", () => StrictJson.Text(Parse("1"), "Load: the kind of a layer")),
            ("half a surrogate pair as a text", () => StrictJson.Text(Parse("\"\\ud800\""), "Load: the kind of a layer")),
        ]);
    }

    private static JsonElement Parse(string text) => StrictJson.Parse(Encoding.UTF8.GetBytes(text), "Load: the architecture");
}
