using Ingot.Manifests.Apps;
using YamlDotNet.RepresentationModel;

namespace Ingot.Manifests.Reading;

/// <summary>Puts the processes of an app together: the list, and the app-level values that stand for <c>web</c>.</summary>
internal sealed class ProcessListReader(Section app, ProblemList problems)
{
    private const string Accepted = "a list of '- type: NAME' with the type's attributes";

    /// <param name="isWebListed">Whether the list has an entry for the web process.</param>
    public List<ProcessManifest> Read(out bool isWebListed)
    {
        app.Subject = $"Process \"{ProcessManifest.WebType}\": ";
        var web = ProcessReader.Read(ProcessManifest.WebType, app);
        app.Subject = "";
        var processes = ReadList();
        isWebListed = processes.Exists(process => process.Type == ProcessManifest.WebType);
        if (isWebListed)
        {
            WarnIgnored();
        }
        else if (!web.IsEmpty)
        {
            processes.Insert(0, web);
        }
        return processes;
    }

    private List<ProcessManifest> ReadList()
    {
        var processes = new List<ProcessManifest>();
        var nodes = app.List("processes", Accepted) ?? [];
        for (var index = 0; index < nodes.Count; index++)
        {
            var path = $"processes[{index}]";
            if (nodes[index] is not YamlMappingNode map)
            {
                problems.Error(nodes[index], path, "a process must be a mapping", Accepted);
                continue;
            }
            var section = new Section(map, problems, $"{path}.");
            if (section.Text("type") is not { Length: > 0 } type)
            {
                section.Fault("type", "All Processes must specify a type", "a type such as web or worker");
                continue;
            }
            if (processes.Exists(other => other.Type == type))
            {
                problems.Error(section.Find("type")!, $"{path}.type", $"Process \"{type}\" may only be present once", "every type once");
            }
            section.Subject = $"Process \"{type}\": ";
            processes.Add(ProcessReader.Read(type, section));
            section.WarnUnknown();
        }
        return processes;
    }

    /// <summary>CF does not merge the two: a web entry in the list replaces every app-level value.</summary>
    private void WarnIgnored()
    {
        foreach (var key in ProcessReader.Attributes.Where(app.Has))
        {
            problems.Warning(app.KeyNode(key)!, key, $"'{key}' has no effect, because the list of processes has a web entry", $"'{key}' in that entry");
        }
    }
}
