using Raas.Configuration;

namespace Raas.Tests.Configuration;

public sealed class PasswordsTests
{
    [Fact]
    public void A_password_matches_its_own_hash_and_no_other()
    {
        var hash = Passwords.Hash("correct horse battery");
        Assert.True(Passwords.IsHash(hash));
        Assert.True(Passwords.Matches("correct horse battery", hash));
        Assert.False(Passwords.Matches("correct horse batterY", hash));
        Assert.False(Passwords.Matches("", hash));
        Assert.NotEqual(hash, Passwords.Hash("correct horse battery"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("pbkdf2-sha256$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$999999999999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$600000$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$600000$not base 64$AAAA")]
    [InlineData("bcrypt$600000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_hash_matches_nothing(string text)
    {
        Assert.False(Passwords.IsHash(text));
        Assert.False(Passwords.Matches(text, text));
        Assert.False(Passwords.Matches("", text));
    }
}
