using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;

namespace Ingot.Storage.Mapping;

/// <summary>Keeps a value as JSON text in its column.</summary>
internal sealed class JsonTypeHandler<T>(JsonTypeInfo<T> type) : SqlMapper.TypeHandler<T>
{
    public override void SetValue(IDbDataParameter parameter, T? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, type);
    }

    public override T? Parse(object value) => JsonSerializer.Deserialize((string)value, type);
}
