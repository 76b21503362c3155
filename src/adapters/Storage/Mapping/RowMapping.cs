using Dapper;
using Ingot.Model.Deployments;
using Ingot.Model.Processes;

namespace Ingot.Storage.Mapping;

/// <summary>Says once how columns become members: snake case, times and JSON values.</summary>
internal static class RowMapping
{
    /// <summary>Dapper keeps this for the whole process; doing it again changes nothing.</summary>
    public static void Configure()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new TimeTypeHandler());
        SqlMapper.AddTypeHandler(new JsonTypeHandler<Dictionary<string, string>>(StorageJson.Default.DictionaryStringString));
        SqlMapper.AddTypeHandler(new JsonTypeHandler<List<string>>(StorageJson.Default.ListString));
        SqlMapper.AddTypeHandler(new JsonTypeHandler<List<Model.Droplets.DropletBuildpack>>(StorageJson.Default.ListDropletBuildpack));
        SqlMapper.AddTypeHandler(new JsonTypeHandler<List<Model.Jobs.JobError>>(StorageJson.Default.ListJobError));
        SqlMapper.AddTypeHandler(new JsonTypeHandler<Canary>(StorageJson.Default.Canary));
        SqlMapper.AddTypeHandler(new JsonTypeHandler<HealthCheck>(StorageJson.Default.HealthCheck));
    }
}
