namespace Hebb.Testing.Checks;

/// <summary>Runs one check of a spec, so that whatever goes wrong says of which spec and in which check.</summary>
internal static class SpecCheck
{
    public static void Run(string spec, string name, Action check)
    {
        try
        {
            check();
        }
        catch (HebbException e) when (e.Within($"check '{name}'") || e.Within($"the spec of {spec}"))
        {
            throw;
        }
        catch (Exception e) when (e is not HebbException)
        {
            throw new SpecFailedException($"{spec}: the check '{name}' met an unexpected {e.GetType().Name}.", e.Message, "see the inner exception", e);
        }
    }
}
