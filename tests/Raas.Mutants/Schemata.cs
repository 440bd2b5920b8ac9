using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Raas.Mutants;

/// <summary>One assembly with all mutants in it: each method stands in it once as it is and once for each of its mutants, and what bears
/// its name asks the switch which of them to call.</summary>
internal sealed class Schemata(IReadOnlyDictionary<SyntaxNode, List<Mutant>> byMember) : CSharpSyntaxRewriter
{
    /// <summary>Marks the copies of a method; what follows is the number of the mutant.</summary>
    public const string Mark = "__mutant";

    /// <summary>The class that every mutated assembly has: which mutant is on, and which methods were entered.</summary>
    public const string Switch = """
        internal static class MutantSwitch
        {
            public static int Active;
            public static long Ticks;
            public static long MostTicks = long.MaxValue;
            public static readonly bool[] Entered = new bool[100000];
            public static bool True => true;
            public static bool False => false;

            public static int Enter(int first, int last)
            {
                Entered[first] = true;
                return Active >= first && Active <= last ? Active : 0;
            }

            public static void Tick()
            {
                if (++Ticks > MostTicks)
                    throw new System.TimeoutException("A loop does not end.");
            }
        }
        """;

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => node.WithMembers(Expand(node.Members));

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => node.WithMembers(Expand(node.Members));

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => node.WithMembers(Expand(node.Members));

    private SyntaxList<MemberDeclarationSyntax> Expand(SyntaxList<MemberDeclarationSyntax> members) =>
        List(members.SelectMany(member => byMember.TryGetValue(member, out var mutants)
            ? Copies(member, mutants)
            : [member is TypeDeclarationSyntax ? (MemberDeclarationSyntax)Visit(member)! : member]));

    private static IEnumerable<MemberDeclarationSyntax> Copies(MemberDeclarationSyntax member, List<Mutant> mutants)
    {
        var isGetter = member is BasePropertyDeclarationSyntax;
        var asIs = isGetter ? Getter((BasePropertyDeclarationSyntax)member) : Callee((MethodDeclarationSyntax)member);
        yield return Named(asIs, 0, mutants[0].Id);
        foreach (var mutant in mutants)
        {
            var changed = (MemberDeclarationSyntax)mutant.In(member);
            var callee = isGetter ? Getter((BasePropertyDeclarationSyntax)changed) : Callee((MethodDeclarationSyntax)changed);
            yield return Named(callee, mutant.Id, mutants[0].Id);
        }
        var arms = string.Concat(mutants.Select(m => $"case {m.Id}: {Call(asIs, m.Id, mutants[0].Id)} "));
        var which = $"global::MutantSwitch.Enter({mutants[0].Id}, {mutants[^1].Id})";
        var body = (BlockSyntax)ParseStatement($"{{ switch ({which}) {{ {arms} default: {Call(asIs, 0, mutants[0].Id)} }} }}");
        yield return member switch
        {
            MethodDeclarationSyntax method => method.WithBody(body).WithExpressionBody(null).WithSemicolonToken(default)
                .WithModifiers(TokenList(method.Modifiers.Where(m => !m.IsKind(SyntaxKind.AsyncKeyword)))),
            PropertyDeclarationSyntax property => property.WithExpressionBody(null).WithSemicolonToken(default)
                .WithAccessorList(WithGetter(property.AccessorList, body)),
            IndexerDeclarationSyntax indexer => indexer.WithExpressionBody(null).WithSemicolonToken(default)
                .WithAccessorList(WithGetter(indexer.AccessorList, body)),
            _ => throw new NotSupportedException(member.Kind().ToString()),
        };
    }

    private static AccessorListSyntax WithGetter(AccessorListSyntax? accessors, BlockSyntax body)
    {
        var getter = AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, body);
        return AccessorList(List((accessors?.Accessors.Where(a => !a.IsKind(SyntaxKind.GetAccessorDeclaration)) ?? []).Prepend(getter)));
    }

    private static string Call(MethodDeclarationSyntax callee, int id, int first)
    {
        var types = callee.TypeParameterList is { } list ? $"<{string.Join(", ", list.Parameters.Select(p => p.Identifier.Text))}>" : "";
        var arguments = string.Join(", ", callee.ParameterList.Parameters.Select(p => Way(p) + p.Identifier.Text));
        var call = $"{Name(callee, id, first)}{types}({arguments});";
        return callee.ReturnType.ToString() == "void" ? call + " return;"
            : callee.ReturnType is RefTypeSyntax ? "return ref " + call : "return " + call;
    }

    private static string Way(ParameterSyntax parameter) => string.Concat(parameter.Modifiers
        .Where(m => m.Kind() is SyntaxKind.OutKeyword or SyntaxKind.RefKeyword or SyntaxKind.InKeyword).Select(m => m.Text + " "));

    private static string Name(MethodDeclarationSyntax callee, int id, int first) => $"{callee.Identifier.Text}__{first}{Mark}{id}";

    private static MethodDeclarationSyntax Named(MethodDeclarationSyntax callee, int id, int first) =>
        callee.WithIdentifier(Identifier(Name(callee, id, first))).NormalizeWhitespace().WithTrailingTrivia(ElasticCarriageReturnLineFeed);

    private static MethodDeclarationSyntax Callee(MethodDeclarationSyntax method)
    {
        var parameters = method.ParameterList.Parameters.Select(p => p.WithAttributeLists(default).WithDefault(null)
            .WithModifiers(TokenList(p.Modifiers.Where(m => !m.IsKind(SyntaxKind.ThisKeyword)))));
        return method.WithExplicitInterfaceSpecifier(null).WithAttributeLists(default).WithModifiers(Private(method.Modifiers))
            .WithParameterList(ParameterList(SeparatedList(parameters)));
    }

    private static MethodDeclarationSyntax Getter(BasePropertyDeclarationSyntax property)
    {
        var accessor = property.AccessorList?.Accessors.First(a => a.IsKind(SyntaxKind.GetAccessorDeclaration));
        var expression = accessor?.ExpressionBody
            ?? (property as PropertyDeclarationSyntax)?.ExpressionBody ?? (property as IndexerDeclarationSyntax)?.ExpressionBody;
        var name = property is PropertyDeclarationSyntax p ? $"Get{p.Identifier.Text}" : "GetItem";
        var method = MethodDeclaration(property.Type, name).WithModifiers(Private(property.Modifiers));
        if (property is IndexerDeclarationSyntax indexer)
            method = method.WithParameterList(ParameterList(indexer.ParameterList.Parameters));
        return accessor?.Body is { } body
            ? method.WithBody(body)
            : method.WithExpressionBody(expression).WithSemicolonToken(Token(SyntaxKind.SemicolonToken));
    }

    private static SyntaxTokenList Private(SyntaxTokenList modifiers) => TokenList(modifiers.Where(m =>
        m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ReadOnlyKeyword));
}

/// <summary>Every loop counts, so that one without end comes to an end, on a slow machine as on a fast one.</summary>
internal sealed class CountedLoops : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var loop = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return loop.WithStatement(Counted(loop.Statement));
    }

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var loop = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return loop.WithStatement(Counted(loop.Statement));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var loop = (ForStatementSyntax)base.VisitForStatement(node)!;
        return loop.WithStatement(Counted(loop.Statement));
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var loop = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return loop.WithStatement(Counted(loop.Statement));
    }

    private static BlockSyntax Counted(StatementSyntax statement) => Block(ParseStatement("global::MutantSwitch.Tick();"), statement);
}
