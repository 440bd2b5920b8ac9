namespace Raas.Domain;

/// <summary>What a change does to the sums of an institution.</summary>
/// <param name="Rows">By the rows that come and go.</param>
/// <param name="Journal">By the lines that are journalled.</param>
public readonly record struct SumChange(RegisterSum Rows, RegisterSum Journal);
