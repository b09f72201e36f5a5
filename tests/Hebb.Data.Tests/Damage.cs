namespace Hebb.Data.Tests;

/// <summary>Breaks a small file in every way that touches one place, and watches what its reader does.</summary>
public static class Damage
{
    /// <summary>Flips each byte in four ways, cuts the file at every length, and adds to its end. A reader may succeed or throw <see cref="DataException"/>
    /// with a file in it;
    /// anything else fails the test, and so does taking far more memory than the file deserves.</summary>
    /// <returns>How many of the broken files were read without complaint.</returns>
    public static int Everywhere(byte[] file, Action<byte[]> read, long mostBytes = 4 << 20)
    {
        int accepted = 0;
        for (int at = 0; at < file.Length; at++)
        {
            foreach (byte change in (ReadOnlySpan<byte>)[0x01, 0x80, 0xFF, 0x20])
            {
                byte[] flipped = [.. file];
                flipped[at] ^= change;
                accepted += Try(flipped, $"byte {at} ^ {change:X2}");
            }
            accepted += Try(file[..at], $"cut to {at} bytes");
        }
        accepted += Try([.. file, 0], "a zero added") + Try([.. file, .. file], "written twice");
        return accepted;

        int Try(byte[] broken, string how)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool success = true;
            try
            {
                read(broken);
            }
            catch (DataException e)
            {
                success = false;
                Assert.Contains(e.Where, place => place.StartsWith("file '", StringComparison.Ordinal));
            }
            catch (Exception e)
            {
                Assert.Fail($"{how}: {e}");
            }
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < mostBytes, $"{how}: took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
            return success ? 1 : 0;
        }
    }
}
