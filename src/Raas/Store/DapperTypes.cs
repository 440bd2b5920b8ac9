using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;
using Npgsql;
using NpgsqlTypes;

namespace Raas.Store;

/// <summary>How days and moments travel: native types on the servers, day numbers and ISO text on SQLite. One handler serves
/// both: it looks at whose parameter it fills.</summary>
internal static class DapperTypes
{
    /// <summary>Dapper knows these types itself and would not ask a handler for their parameters: first it must forget them.</summary>
    public static void Register()
    {
        foreach (var type in new[] { typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(DateOnly), typeof(DateOnly?) })
            SqlMapper.RemoveTypeMap(type);
        SqlMapper.AddTypeHandler(new Moments());
        SqlMapper.AddTypeHandler(new Days());
    }

    /// <summary>A moment as the embedded store keeps it.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed class Moments : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            if (parameter is SqlParameter sql)
            {
                sql.SqlDbType = SqlDbType.DateTime2;
                sql.Scale = 3;
                sql.Value = value.UtcDateTime;
            }
            else if (parameter is NpgsqlParameter server)
            {
                server.NpgsqlDbType = NpgsqlDbType.TimestampTz;
                server.Value = value.UtcDateTime;
            }
            else
            {
                parameter.DbType = DbType.String;
                parameter.Value = Iso(value);
            }
        }

        public override DateTimeOffset Parse(object value) => value is DateTime moment
            ? new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc))
            : DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private sealed class Days : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            if (parameter is SqlParameter sql)
            {
                sql.SqlDbType = SqlDbType.Date;
                sql.Value = value.ToDateTime(TimeOnly.MinValue);
            }
            else if (parameter is NpgsqlParameter server)
            {
                server.NpgsqlDbType = NpgsqlDbType.Date;
                server.Value = value;
            }
            else
            {
                parameter.DbType = DbType.Int64;
                parameter.Value = (long)value.DayNumber;
            }
        }

        public override DateOnly Parse(object value) => value switch
        {
            DateOnly day => day,
            DateTime day => DateOnly.FromDateTime(day),
            _ => DateOnly.FromDayNumber(Convert.ToInt32(value)),
        };
    }
}
