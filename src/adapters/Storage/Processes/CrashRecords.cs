using Ingot.Model.Processes;

namespace Ingot.Storage.Processes;

/// <summary>Reads and writes <see cref="CrashRecord"/>s.</summary>
public static class CrashRecords
{
    public static Task<IReadOnlyList<CrashRecord>> CrashRecordsAsync(this DbSession session) =>
        session.QueryAsync<CrashRecord>("select * from crash_records order by process_guid, \"index\"");

    public static Task<CrashRecord?> FindCrashRecordAsync(this DbSession session, string processGuid, int index) =>
        session.FindFirstAsync<CrashRecord>(
            "select * from crash_records where process_guid = @processGuid and \"index\" = @index",
            new { processGuid, index }
        );

    /// <summary>Inserts or replaces a record. Nothing happens when its process has been deleted meanwhile.</summary>
    public static async Task SaveCrashRecordAsync(this DbSession session, CrashRecord record)
    {
        await session.DeleteCrashRecordAsync(record.ProcessGuid, record.Index);
        await session.ExecuteAsync(
            """
            insert into crash_records (process_guid, "index", version, crash_count, last_crash_at, last_instance_guid, exit_description)
            select guid, @Index, @Version, @CrashCount, @LastCrashAt, @LastInstanceGuid, @ExitDescription from processes where guid = @ProcessGuid
            """,
            record
        );
    }

    public static Task DeleteCrashRecordAsync(this DbSession session, string processGuid, int index) =>
        session.ExecuteAsync("delete from crash_records where process_guid = @processGuid and \"index\" = @index", new { processGuid, index });

    /// <summary>Forgets an app's crashes; every start asked for by somebody does.</summary>
    public static Task DeleteCrashRecordsOfAsync(this DbSession session, string appGuid) =>
        session.ExecuteAsync(
            "delete from crash_records where process_guid in (select guid from processes where app_guid = @appGuid)",
            new { appGuid }
        );
}
