namespace Hebb.Cli.Tests;

public class InvocationTests
{
    [Theory]
    [InlineData("runs/lenet5/model.hebb", "runs/lenet5/model.hebb")]
    [InlineData("my runs/model.hebb", "'my runs/model.hebb'")]
    [InlineData("it's", @"'it'\''s'")]
    public void Paths_are_quoted_where_a_shell_would_take_them_apart(string path, string expected) => Assert.Equal(expected, Invocation.Quote(path));
}
