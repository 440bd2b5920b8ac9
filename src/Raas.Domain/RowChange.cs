namespace Raas.Domain;

/// <summary>One line of the journal: a row before and after. No before: the row is new. No after: it is gone.</summary>
public readonly record struct RowChange(Period? Before, Period? After);
