using System.Globalization;
using Ingot.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Ingot.EndToEnd.Tests.Soak;

/// <summary>What is left on a platform all of whose apps are deleted, by the word of the operating system and the database.</summary>
internal static class Leftovers
{
    private static readonly string[] TablesOfApps =
        ["apps", "processes", "process_versions", "crash_records", "packages", "builds", "droplets", "routes", "destinations"];

    /// <summary>One line for every process, file, port and row that should be gone.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        TestPlatform platform,
        DateTime startedAt,
        IReadOnlyCollection<int> roles,
        IReadOnlyCollection<int> killed
    ) =>
        [
            .. Processes.Of(platform.Data).Except(roles).Select(pid => $"process {pid}: {Processes.CommandLine(pid)}"),
            .. FilesIn(Path.Combine(platform.Data, "blobs")),
            .. killed.SelectMany(pid => RuntimeFiles(pid, startedAt)),
            .. Directory.EnumerateDirectories(Path.Combine(platform.Data, "cells")).SelectMany(InstanceFolders),
            .. roles.SelectMany(Processes.ListeningPorts).Distinct().Except([platform.Port]).Select(port => $"port {port}"),
            .. await RowsAsync(Path.Combine(platform.Data, "db", "ingot.db")),
        ];

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => $"file {file}");

    /// <summary>What the .NET runtime of the process had put in the temporary folder; older ones are of another that had its number.</summary>
    private static IEnumerable<string> RuntimeFiles(int pid, DateTime since) =>
        new DirectoryInfo(Path.GetTempPath()).EnumerateFileSystemInfos($"*-{pid}-*").Where(file => file.LastWriteTimeUtc >= since).Select(file => $"file {file}");

    /// <summary>Folders named by an instance's or a task's guid.</summary>
    private static IEnumerable<string> InstanceFolders(string cell) =>
        Directory.EnumerateDirectories(cell).Where(folder => Path.GetFileName(folder).Count(letter => letter == '-') >= 4).Select(folder => $"folder {folder}");

    private static async Task<IReadOnlyList<string>> RowsAsync(string file)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString()
        );
        await connection.OpenAsync();
        var rows = new List<string>();
        foreach (var table in TablesOfApps)
        {
            await using var command = connection.CreateCommand();
            // The names are this file's own.
#pragma warning disable CA2100
            command.CommandText = $"select count(*) from {table}";
#pragma warning restore CA2100
            var count = Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
            if (count > 0)
                rows.Add($"{count} rows in {table}");
        }
        return rows;
    }
}
