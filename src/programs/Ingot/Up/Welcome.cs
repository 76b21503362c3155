using Ingot.Hosting;
using Ingot.Settings;

namespace Ingot.Up;

/// <summary>The first lines a user sees once the platform answers.</summary>
internal static class Welcome
{
    public static void Print(UpOptions options, bool foreground)
    {
        var data = options.IsDefaultDataDirectory ? "" : " " + new DataDirectory(options.DataDirectory).Option;
        Console.WriteLine($"Ingot is up at {options.ApiUrl}, {options.Zones.Count} zones, {options.CellCount} cells.");
        Console.WriteLine($"  cf login -a {options.ApiUrl} -u admin -p \"$(ingot password{data})\" -o ingot -s dev");
        if (options.AppDirectory is null)
            Console.WriteLine(foreground ? "Press Ctrl-C to stop." : $"`ingot down{data}` stops it.");
        Console.Out.Flush();
    }
}
