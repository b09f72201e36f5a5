namespace Hebb.Architecture.Tests;

public class SourceFileTests
{
    [Theory]
    [InlineData("a // unsafe\nb", "a \nb")]
    [InlineData("a /* unsafe\n */ b", "a \n b")]
    [InlineData("x = \"unsafe\";", "x = ;")]
    [InlineData("x = \"a\\\"unsafe\";", "x = ;")]
    [InlineData("x = @\"a\"\"unsafe\";", "x = ;")]
    [InlineData("x = $\"{y[\"unsafe\"]} unsafe\";", "x = ;")]
    [InlineData("x = $\"{{unsafe\"; y", "x = ; y")]
    [InlineData("x = \"\"\"a \"unsafe\" \n\"\"\"; y", "x = \n; y")]
    [InlineData("x = '\"'; unsafe = '\\'';", "x = ; unsafe = ;")]
    [InlineData("a.s_b = c", "a.s_b = c")]
    public void Comments_and_strings_are_left_out(string text, string code) => Assert.Equal(code, SourceFile.Strip(text));
}
