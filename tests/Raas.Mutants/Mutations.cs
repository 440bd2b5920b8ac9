using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Raas.Mutants;

/// <summary>Finds the mutants of a file: constants, comparisons, logic, branches, arithmetic, statements that are left out.</summary>
/// <remarks>Texts for people (those with a space between words, and the messages of exceptions) are no mutants: a test of them would be
/// the text a second time.</remarks>
internal static class Mutations
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> Operators = new()
    {
        [SyntaxKind.LessThanExpression] = SyntaxKind.LessThanOrEqualExpression,
        [SyntaxKind.LessThanOrEqualExpression] = SyntaxKind.LessThanExpression,
        [SyntaxKind.GreaterThanExpression] = SyntaxKind.GreaterThanOrEqualExpression,
        [SyntaxKind.GreaterThanOrEqualExpression] = SyntaxKind.GreaterThanExpression,
        [SyntaxKind.EqualsExpression] = SyntaxKind.NotEqualsExpression,
        [SyntaxKind.NotEqualsExpression] = SyntaxKind.EqualsExpression,
        [SyntaxKind.LogicalAndExpression] = SyntaxKind.LogicalOrExpression,
        [SyntaxKind.LogicalOrExpression] = SyntaxKind.LogicalAndExpression,
        [SyntaxKind.AddExpression] = SyntaxKind.SubtractExpression,
        [SyntaxKind.SubtractExpression] = SyntaxKind.AddExpression,
        [SyntaxKind.MultiplyExpression] = SyntaxKind.DivideExpression,
        [SyntaxKind.DivideExpression] = SyntaxKind.MultiplyExpression,
        [SyntaxKind.ModuloExpression] = SyntaxKind.MultiplyExpression,
        [SyntaxKind.BitwiseAndExpression] = SyntaxKind.BitwiseOrExpression,
        [SyntaxKind.BitwiseOrExpression] = SyntaxKind.BitwiseAndExpression,
        [SyntaxKind.LeftShiftExpression] = SyntaxKind.RightShiftExpression,
        [SyntaxKind.RightShiftExpression] = SyntaxKind.LeftShiftExpression,
    };

    private static readonly Dictionary<SyntaxKind, SyntaxKind> Negations = new()
    {
        [SyntaxKind.LessThanExpression] = SyntaxKind.GreaterThanOrEqualExpression,
        [SyntaxKind.LessThanOrEqualExpression] = SyntaxKind.GreaterThanExpression,
        [SyntaxKind.GreaterThanExpression] = SyntaxKind.LessThanOrEqualExpression,
        [SyntaxKind.GreaterThanOrEqualExpression] = SyntaxKind.LessThanExpression,
    };

    private static readonly Dictionary<SyntaxKind, SyntaxKind> Assignments = new()
    {
        [SyntaxKind.AddAssignmentExpression] = SyntaxKind.SubtractAssignmentExpression,
        [SyntaxKind.SubtractAssignmentExpression] = SyntaxKind.AddAssignmentExpression,
        [SyntaxKind.OrAssignmentExpression] = SyntaxKind.AndAssignmentExpression,
        [SyntaxKind.AndAssignmentExpression] = SyntaxKind.OrAssignmentExpression,
    };

    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["Any"] = "All", ["All"] = "Any", ["Min"] = "Max", ["Max"] = "Min", ["First"] = "Last", ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault", ["LastOrDefault"] = "FirstOrDefault", ["OrderBy"] = "OrderByDescending",
        ["Exists"] = "TrueForAll", ["TrueForAll"] = "Exists", ["StartsWith"] = "EndsWith", ["EndsWith"] = "StartsWith",
    };

    public static IEnumerable<Mutant> Of(SyntaxTree tree, string file, int firstId)
    {
        var id = firstId;
        foreach (var node in tree.GetRoot().DescendantNodes(n => n is not AttributeListSyntax))
        {
            if (node.Ancestors().Any(a => a is AttributeListSyntax or ParameterListSyntax))
                continue;
            var host = HostOf(node);
            var line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
            foreach (var (old, changed, text) in Of(node))
                yield return new Mutant(id++, file, line, text, old, changed?.WithTriviaFrom(old), host);
        }
    }

    private static SyntaxNode? HostOf(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case MethodDeclarationSyntax method:
                    return Holds(method.Body, node) || Holds(method.ExpressionBody, node) ? method : null;
                case AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } accessor
                    when accessor.IsKind(SyntaxKind.GetAccessorDeclaration):
                    return accessor;
                case PropertyDeclarationSyntax property:
                    return Holds(property.ExpressionBody, node) ? property : null;
                case IndexerDeclarationSyntax indexer:
                    return Holds(indexer.ExpressionBody, node) ? indexer : null;
                case MemberDeclarationSyntax:
                    return null;
            }
        }
        return null;
    }

    private static bool Holds(SyntaxNode? part, SyntaxNode node) => part?.Span.Contains(node.Span) == true;

    private static IEnumerable<(SyntaxNode Old, SyntaxNode? New, string Text)> Of(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => OfLiteral(literal).Select(c => Swap(literal, c)),
        BinaryExpressionSyntax binary => OfBinary(binary),
        PrefixUnaryExpressionSyntax prefix => OfPrefix(prefix).Select(c => Swap(prefix, c)),
        PostfixUnaryExpressionSyntax postfix => OfPostfix(postfix).Select(c => Swap(postfix, c)),
        AssignmentExpressionSyntax assignment => OfAssignment(assignment),
        IsPatternExpressionSyntax { Pattern: var pattern } test
            when !pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any() =>
            [Swap(test, Not(test))],
        RelationalPatternSyntax relational =>
            [Swap(relational, RelationalPattern(Token(Boundary(relational.OperatorToken.Kind())), relational.Expression))],
        BinaryPatternSyntax binary => OfBinary(binary),
        IfStatementSyntax { Condition: var condition } => Branches(condition),
        ConditionalExpressionSyntax { Condition: var condition } => Branches(condition),
        WhenClauseSyntax { Condition: var condition } => Branches(condition),
        WhileStatementSyntax { Condition: var condition } when !condition.IsKind(SyntaxKind.TrueLiteralExpression) =>
            [Swap(condition, Never(condition))],
        DoStatementSyntax { Condition: var condition } => [Swap(condition, Never(condition))],
        ForStatementSyntax { Condition: { } condition } => [Swap(condition, Never(condition))],
        SwitchExpressionArmSyntax { Pattern: not DiscardPatternSyntax and not VarPatternSyntax } arm =>
            [(arm, null, $"left out: {Short(arm)}")],
        CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax when node.Parent is SwitchSectionSyntax { Labels.Count: > 1 } =>
            [(node, null, $"left out: {Short(node)}")],
        ExpressionStatementSyntax or BreakStatementSyntax { Parent: not SwitchSectionSyntax }
            or ContinueStatementSyntax or YieldStatementSyntax =>
            [(node, EmptyStatement(), $"left out: {Short(node)}")],
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access } name
            when access.Name == name && Calls.TryGetValue(name.Identifier.Text, out var other) => [Swap(name, IdentifierName(other))],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> OfLiteral(LiteralExpressionSyntax literal)
    {
        if (literal.Ancestors().Any(a => a is ThrowStatementSyntax or ThrowExpressionSyntax))
            yield break;
        switch (literal.Kind())
        {
            case SyntaxKind.NumericLiteralExpression:
                var suffixes = literal.Token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? "lLuU" : "lLuUmMfF";
                var suffix = string.Concat(literal.Token.Text.Reverse().TakeWhile(suffixes.Contains).Reverse());
                var next = literal.Token.Value switch
                {
                    double d => (d + 0.1).ToString("0.0###", CultureInfo.InvariantCulture),
                    IConvertible whole => (whole.ToDecimal(CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
                    _ => null,
                };
                if (next is not null)
                    yield return ParseExpression(next + suffix);
                break;
            case SyntaxKind.CharacterLiteralExpression:
                yield return LiteralExpression(SyntaxKind.CharacterLiteralExpression, Literal((char)((char)literal.Token.Value! + 1)));
                break;
            case SyntaxKind.TrueLiteralExpression:
                yield return LiteralExpression(SyntaxKind.FalseLiteralExpression);
                break;
            case SyntaxKind.FalseLiteralExpression:
                yield return LiteralExpression(SyntaxKind.TrueLiteralExpression);
                break;
            case SyntaxKind.StringLiteralExpression when !IsForPeople(literal.Token.ValueText):
                yield return LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(literal.Token.ValueText.Length == 0 ? "x" : ""));
                break;
        }
    }

    private static bool IsForPeople(string text) => text.Length > 2 && text.Contains(' ', StringComparison.Ordinal);

    private static IEnumerable<(SyntaxNode, SyntaxNode?, string)> OfBinary(BinaryExpressionSyntax binary)
    {
        if (binary.IsKind(SyntaxKind.CoalesceExpression))
        {
            yield return Swap(binary, binary.Left);
            if (binary.Right is not ThrowExpressionSyntax)
                yield return Swap(binary, binary.Right);
            yield break;
        }
        foreach (var table in new[] { Operators, Negations })
        {
            if (table.TryGetValue(binary.Kind(), out var other))
                yield return Swap(binary, BinaryExpression(other, binary.Left, binary.Right));
        }
    }

    // Each part of «this or that or the other» is left out once.
    private static IEnumerable<(SyntaxNode, SyntaxNode?, string)> OfBinary(BinaryPatternSyntax binary)
    {
        yield return (binary, binary.Left, $"left out: {binary.OperatorToken.Text} {Short(binary.Right)}");
        if (!binary.Left.IsKind(binary.Kind()))
            yield return (binary, binary.Right, $"left out: {Short(binary.Left)} {binary.OperatorToken.Text}");
    }

    private static IEnumerable<ExpressionSyntax> OfPrefix(PrefixUnaryExpressionSyntax prefix) => prefix.Kind() switch
    {
        SyntaxKind.LogicalNotExpression => [prefix.Operand],
        SyntaxKind.UnaryMinusExpression => [prefix.Operand],
        SyntaxKind.PreIncrementExpression => [PrefixUnaryExpression(SyntaxKind.PreDecrementExpression, prefix.Operand)],
        SyntaxKind.PreDecrementExpression => [PrefixUnaryExpression(SyntaxKind.PreIncrementExpression, prefix.Operand)],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> OfPostfix(PostfixUnaryExpressionSyntax postfix) => postfix.Kind() switch
    {
        SyntaxKind.PostIncrementExpression => [PostfixUnaryExpression(SyntaxKind.PostDecrementExpression, postfix.Operand)],
        SyntaxKind.PostDecrementExpression => [PostfixUnaryExpression(SyntaxKind.PostIncrementExpression, postfix.Operand)],
        _ => [],
    };

    private static IEnumerable<(SyntaxNode, SyntaxNode?, string)> OfAssignment(AssignmentExpressionSyntax assignment)
    {
        if (Assignments.TryGetValue(assignment.Kind(), out var other))
            yield return Swap(assignment, AssignmentExpression(other, assignment.Left, assignment.Right));
    }

    private static IEnumerable<(SyntaxNode, SyntaxNode?, string)> Branches(ExpressionSyntax condition) =>
    [
        (condition, With(condition, SyntaxKind.LogicalOrExpression, "True"), $"always: {Short(condition)}"),
        (condition, Never(condition), $"never: {Short(condition)}"),
    ];

    private static ExpressionSyntax Never(ExpressionSyntax condition) => With(condition, SyntaxKind.LogicalAndExpression, "False");

    // The condition is still evaluated, so that what it declares exists.
    private static ParenthesizedExpressionSyntax With(ExpressionSyntax condition, SyntaxKind kind, string value)
    {
        var constant = ParseExpression("global::MutantSwitch." + value);
        return ParenthesizedExpression(BinaryExpression(kind, ParenthesizedExpression(condition), constant));
    }

    private static ExpressionSyntax Not(ExpressionSyntax test) =>
        ParenthesizedExpression(PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, ParenthesizedExpression(test)));

    private static SyntaxKind Boundary(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LessThanToken => SyntaxKind.LessThanEqualsToken,
        SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanToken,
        SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanEqualsToken,
        _ => SyntaxKind.GreaterThanToken,
    };

    private static (SyntaxNode Old, SyntaxNode? New, string Text) Swap(SyntaxNode old, SyntaxNode changed) =>
        (old, changed, $"{Short(old)}  becomes  {Short(changed)}");

    private static string Short(SyntaxNode node)
    {
        var code = node.NormalizeWhitespace().ToString().Replace("global::MutantSwitch.", "", StringComparison.Ordinal);
        var text = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 60 ? text[..59] + "…" : text;
    }
}
