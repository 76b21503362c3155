using System.CommandLine;
using Ingot.Hosting;
using Ingot.Settings;

namespace Ingot.Operate;

/// <summary><c>ingot password</c>: prints the admin's password, for the owner of the data directory.</summary>
internal static class PasswordCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var command = new Command("password", "Print the password of the user `admin`.") { data };
        command.SetAction(parsed =>
        {
            var directory = new DataDirectory(parsed.GetValue(data)!.FullName);
            if (new AdminPassword(directory).Find() is { } password)
            {
                Console.WriteLine(password);
                return 0;
            }
            Console.Error.WriteLine(
                $"{directory.Option}: no password can be read there. `ingot up {directory.Option}` makes one; only the one who did can read it."
            );
            return 1;
        });
        return command;
    }
}
