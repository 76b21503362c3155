using System.CommandLine;
using Ingot.Hosting;
using Ingot.Up;

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
            try
            {
                Console.WriteLine(AdminPassword.Read(directory));
                return 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(
                    $"--data {directory.Root}: no password can be read there ({exception.Message}). `ingot up --data {directory.Root}` makes one."
                );
                return 1;
            }
        });
        return command;
    }
}
