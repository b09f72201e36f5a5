using Hebb;
using Hebb.Cli;

// Everything the user can do wrong ends in one message of four parts on standard error and an exit code: 2 for the command line, 1 for what is in files.
try
{
    return Cli.Run(args);
}
catch (OptionException e)
{
    return ErrorText.Write(e, exitCode: 2);
}
catch (HebbException e)
{
    return ErrorText.Write(e, exitCode: 1);
}
catch (IOException e)
{
    return ErrorText.Write(new DataException($"hebb: {e.Message}", "reading or writing a file", "check the disk and the path, and try again", e), exitCode: 1);
}
catch (UnauthorizedAccessException e)
{
    return ErrorText.Write(new DataException($"hebb: {e.Message}", "reading or writing a file", "choose a place that you may read and write", e), exitCode: 1);
}
