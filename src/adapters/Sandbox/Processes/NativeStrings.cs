using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Ingot.Sandbox.Processes;

/// <summary>Lists of strings as the C library takes them: each ends with a zero byte, the list with a null pointer.</summary>
internal static unsafe class NativeStrings
{
    /// <summary>A program's arguments, its name first.</summary>
    public static byte** OfArguments(string fileName, IReadOnlyList<string> arguments) => Of([Path.GetFileName(fileName), .. arguments]);

    public static byte** OfEnvironment(IReadOnlyDictionary<string, string> environment) =>
        Of([.. environment.Select(variable => $"{variable.Key}={variable.Value}")]);

    public static void Free(byte** strings)
    {
        for (var item = strings; *item != null; item++)
            Utf8StringMarshaller.Free(*item);
        NativeMemory.Free(strings);
    }

    private static byte** Of(IReadOnlyList<string> strings)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)strings.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < strings.Count; i++)
            array[i] = Utf8StringMarshaller.ConvertToUnmanaged(strings[i]);
        return array;
    }
}
