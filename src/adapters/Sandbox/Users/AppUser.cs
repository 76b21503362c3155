using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ingot.Sandbox.Processes;

namespace Ingot.Sandbox.Users;

/// <summary>The unprivileged user an app's processes run as, the same on every cell and after every start.</summary>
public static class AppUser
{
    /// <summary>Above the numbers that distributions, directory services and container engines give away (systemd: UIDS-GIDS).</summary>
    private const uint First = 0x7000_0000;
    private const uint Mask = 0x0fff_ffff;

    /// <summary>Whether this process may become other users at all.</summary>
    public static bool CanSwitch { get; } = Libc.EffectiveUser() == 0;

    /// <summary>
    /// The user for an app, or null when all run as this process's own user. Drawn from the guid out of 268 million numbers: with
    /// 1,000 apps, two share one with a probability of 0.2 percent.
    /// </summary>
    public static uint? Find(string appGuid)
    {
        if (!CanSwitch)
            return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(appGuid));
        return First + (BinaryPrimitives.ReadUInt32LittleEndian(hash) & Mask);
    }

    /// <summary>Makes the user the owner of a file or folder; null changes nothing.</summary>
    public static void GiveTo(string path, uint? user)
    {
        if (user is { } number && Libc.ChangeOwner(path, number, number) != 0)
            throw new IOException($"Cannot give {path} to user {number}.");
    }
}
