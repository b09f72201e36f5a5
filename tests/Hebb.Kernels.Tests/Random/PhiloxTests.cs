namespace Hebb.Kernels.Tests;

public class PhiloxTests
{
    [Theory]   // kat_vectors of Random123, philox4x32 10
    [InlineData(0ul, 0ul, 0ul, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [InlineData(0x299F31D0A4093822ul, 0x85A308D3243F6A88ul, 0x0370734413198A2Eul, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void A_block_is_what_Random123_publishes(ulong key, ulong block, ulong counter, uint a, uint b, uint c, uint d) =>
        Assert.Equal(new Philox.Words(a, b, c, d), Philox.Block(key, block, counter));
}
