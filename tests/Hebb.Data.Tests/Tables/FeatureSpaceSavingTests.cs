using System.Text;

namespace Hebb.Data.Tests;

public sealed class FeatureSpaceSavingTests
{
    private const string
        Size = """{"name":"size","type":"numeric","scaling":"None","missing":"Mean","missingIndicator":false,"offset":0,"scale":1,"fill":0}""",
        Colour = """{"name":"colour","type":"categorical","output":"OneHot","unknown":"Own","buckets":4,"categories":["a","b"]}""",
        Crossed = """{"name":"a x b","type":"crossed","buckets":3,"columns":["a","b"]}""";

    [Fact]
    public void What_is_attached_is_read_and_what_is_damaged_is_refused()
    {
        Assert.Equal(["size", "a x b#0", "a x b#1", "a x b#2"], Read(Columns($"{Size},{Crossed}", Colour)).Features);
        Snapshot.Errors("feature_space_asset_errors",
        [
            ("nothing", () => Read("")),
            ("no JSON", () => Read("{")),
            ("no object", () => Read("[]")),
            ("a name twice", () => Read("""{"version":1,"version":1,"columns":[],"target":null}""")),
            ("another version", () => Read("""{"version":2,"columns":[],"target":null}""")),
            ("no list of columns", () => Read("""{"version":1,"columns":{},"target":null}""")),
            ("an unknown part", () => Read("""{"version":1,"columns":[],"target":null,"date":1}""")),
            ("no columns", () => Read(Columns(""))),
            ("no column", () => Read(Columns("7"))),
            ("an unknown kind", () => Read(Columns("""{"type":"text","name":"x"}"""))),
            ("a column twice", () => Read(Columns($"{Size},{Size}"))),
            ("the target as an input", () => Read(Columns(Size, Size))),
            ("a column without a name", () => Read(Columns(Changed(Size, "size", "")))),
            ("an unknown option", () => Read(Columns(Changed(Size, "None", "Most")))),
            ("an option by its number", () => Read(Columns(Changed(Size, "None", "1")))),
            ("an option that is no text", () => Read(Columns(Changed(Size, "\"None\"", "1")))),
            ("an unknown field", () => Read(Columns(Changed(Size, "}", ",\"unit\":\"m\"}")))),
            ("a field that is missing", () => Read(Columns(Changed(Size, "\"missing\":\"Mean\",", "")))),
            ("a flag that is no flag", () => Read(Columns(Changed(Size, "false", "0")))),
            ("an infinite figure", () => Read(Columns(Changed(Size, "\"fill\":0", "\"fill\":1e999")))),
            ("a scale of zero", () => Read(Columns(Changed(Size, "\"scale\":1", "\"scale\":0")))),
            ("too many buckets", () => Read(Columns(Changed(Colour, "4", "2147483647")))),
            ("no buckets", () => Read(Columns(Changed(Colour, "4", "0")))),
            ("half a bucket", () => Read(Columns(Changed(Colour, "4", "1.5")))),
            ("a category that is no text", () => Read(Columns(Changed(Colour, "\"b\"", "1")))),
            ("a category twice", () => Read(Columns(Changed(Colour, "\"b\"", "\"a\"")))),
            ("a category with a space", () => Read(Columns(Changed(Colour, "\"b\"", "\"b \"")))),
            ("no categories", () => Read(Columns(Size, Changed(Colour, "\"a\",\"b\"", "")))),
            ("half of a surrogate pair", () => Read(Columns(Changed(Colour, "\"b\"", "\"\\ud800\"")))),
            ("crossed columns under another name", () => Read(Columns(Changed(Crossed, "a x b", "z")))),
            ("one crossed column", () => Read(Columns(Changed(Crossed, ",\"b\"", "")))),
            ("a crossed target", () => Read(Columns(Size, Crossed))),
        ]);
    }

    private static FeatureSpace Read(string text)
    {
        var model = new Sequential([1], name: "prices") { new Dense(1) };
        model.Assets["features.json"] = Encoding.UTF8.GetBytes(text);
        return FeatureSpace.Of(model);
    }

    private static string Columns(string columns, string target = "null") => $$"""{"version":1,"columns":[{{columns}}],"target":{{target}}}""";

    private static string Changed(string column, string from, string to)
    {
        Assert.Contains(from, column, StringComparison.Ordinal);
        return column.Replace(from, to, StringComparison.Ordinal);
    }
}
