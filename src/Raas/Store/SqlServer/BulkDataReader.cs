using System.Collections;
using System.Data.Common;

namespace Raas.Store.SqlServer;

/// <summary>What SqlBulkCopy reads from.</summary>
internal sealed class BulkDataReader(BulkRows rows) : DbDataReader
{
    public override int FieldCount => rows.Columns.Count;
    public override bool Read() => rows.Read();
    public override bool IsDBNull(int ordinal) => rows.IsNull(ordinal);
    public override string GetName(int ordinal) => rows.Columns[ordinal].Name;

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            if (rows.Columns[i].Name == name)
                return i;
        }
        throw new ArgumentOutOfRangeException(nameof(name), name, $"{rows.Table} is loaded without this column.");
    }

    public override Type GetFieldType(int ordinal) => rows.Columns[ordinal].Type switch
    {
        BulkType.Int64 => typeof(long),
        BulkType.Int32 => typeof(int),
        BulkType.Day or BulkType.Moment => typeof(DateTime),
        _ => typeof(string),
    };

    public override object GetValue(int ordinal) => rows.IsNull(ordinal)
        ? DBNull.Value
        : rows.Columns[ordinal].Type switch
        {
            BulkType.Int64 => rows.Number(ordinal),
            BulkType.Int32 => (int)rows.Number(ordinal),
            BulkType.Day or BulkType.Moment => GetDateTime(ordinal),
            _ => rows.Text(ordinal)!,
        };

    public override long GetInt64(int ordinal) => rows.Number(ordinal);
    public override int GetInt32(int ordinal) => (int)rows.Number(ordinal);
    public override DateTime GetDateTime(int ordinal) => rows.Columns[ordinal].Type == BulkType.Moment
        ? new DateTime(rows.Number(ordinal), DateTimeKind.Utc)
        : DateOnly.FromDayNumber((int)rows.Number(ordinal)).ToDateTime(TimeOnly.MinValue);
    public override string GetString(int ordinal) => rows.Text(ordinal)!;

    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));
    public override int Depth => 0;
    public override bool HasRows => true;
    public override bool IsClosed => false;
    public override int RecordsAffected => -1;
    public override bool NextResult() => false;
    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;
    public override IEnumerator GetEnumerator() => throw new NotSupportedException();
    public override bool GetBoolean(int ordinal) => throw new NotSupportedException();
    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();
    public override double GetDouble(int ordinal) => throw new NotSupportedException();
    public override float GetFloat(int ordinal) => throw new NotSupportedException();
    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();
    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }
}
