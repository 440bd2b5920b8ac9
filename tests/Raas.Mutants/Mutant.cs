using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Raas.Mutants;

/// <summary>One small fault that a slip of the hand could have made.</summary>
/// <param name="Id">From 1, in the order of files and places.</param>
/// <param name="File">Path from the root of the repository.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">What is changed into what.</param>
/// <param name="Old">The node that is changed, in the tree of its file.</param>
/// <param name="New">What stands there instead; null when it is left out.</param>
/// <param name="Host">The method or accessor whose body holds it; null outside of them (constants, initialisers, constructors).</param>
internal sealed record Mutant(int Id, string File, int Line, string Text, SyntaxNode Old, SyntaxNode? New, SyntaxNode? Host)
{
    public MutantState State { get; set; } = MutantState.NotReached;

    public SyntaxNode In(SyntaxNode part) => New is null
        ? part.RemoveNode(Old, SyntaxRemoveOptions.KeepNoTrivia)!
        : part.ReplaceNode(Old, New);

    /// <summary>The method, property or indexer in which <see cref="Host"/> stands.</summary>
    public MemberDeclarationSyntax? Member => Host?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().First();

    public override string ToString() => $"{File}:{Line}  {Text}";
}

internal enum MutantState
{
    /// <summary>No test comes there.</summary>
    NotReached,
    Survived,
    Killed,

    /// <summary>The tests with it do not come to an end, or end the process.</summary>
    TimedOut,

    /// <summary>The compiler refuses it: no fault that anybody could make.</summary>
    DoesNotCompile,
}
