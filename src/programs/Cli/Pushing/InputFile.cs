using Ingot.Cli.Failures;

namespace Ingot.Cli.Pushing;

/// <summary>A file that a push reads because somebody named it, or by its place.</summary>
internal static class InputFile
{
    /// <summary>Opens it at once or refuses; a pipe or a device might keep the caller waiting for ever.</summary>
    /// <param name="name">How its user knows it.</param>
    /// <param name="cure">A sentence that says what to give instead.</param>
    public static FileStream Open(string path, string name, string cure)
    {
        if (!FileKinds.IsRegular(path))
        {
            throw new CommandException($"{name} is not a file. {cure}");
        }
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{name} cannot be read: {exception.Message} {cure}");
        }
    }
}
