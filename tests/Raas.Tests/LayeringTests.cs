using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Raas.Tests;

/// <summary>The floors of the house, ground first: a type uses types of lower floors, or of its own room. Read from the compiled types, so
/// that neither a global using nor a name written in full hides anything.</summary>
public sealed class LayeringTests
{
    private static readonly (string Why, string[] Rooms)[] Floors =
    [
        ("Rules know nothing of files, stores and people: they are what everything else is tested with.", ["Domain"]),
        ("What is measured does not know what it is.", ["Tracing"]),
        ("Bytes become XML without knowing where they come from, and what becomes of them.", ["Xml"]),
        ("Settings and folders are known before anything is opened.", ["Configuration", "Files"]),
        ("Reading decides nothing, the store decides nothing: what they give is the same for every flow.", ["Reading", "Store"]),
        ("What becomes of a record, what operators do and how files get out is the same for files, calls and nights.",
            ["Operations", "Outgoing", "Inscriptions"]),
        ("Our copy of the sources is kept without knowing which flow told it.", ["Persons"]),
        ("A flow is one folder: it is added and taken away without an edit in the way of a delivery.", ["Flows"]),
        ("The way of a delivery is the same for every flow.", ["Intake"]),
        ("The night stands on everything that was decided by day.", ["Nights"]),
        ("What was decided is taken back by what decided it: the way of a delivery does not know of it.", ["Reverts"]),
        ("What people see changes nothing of what it shows.", ["Oversight"]),
        ("The engine only wires.", [""]),
        ("What brings a store back works with a whole engine.", ["Recovery"]),
        ("The host reads its settings before anything else.", ["Host.Settings"]),
        ("Who is there is known before anything is answered.", ["Host.Security"]),
        ("Calls and rounds do not know the pages that show them.", ["Host.Soap", "Host.Worker"]),
        ("Pages show; nothing works because of them.", ["Host.Pages"]),
        ("The server puts calls, rounds and pages behind addresses.", ["Host.Web"]),
        ("A command runs what stands below it.", ["Host.Commands"]),
        ("The program only hands over to a command.", ["Host"]),
    ];

    private static readonly Lazy<List<(string From, string To, string Example)>> Uses = new(() =>
        [.. new[] { typeof(Raas.Domain.Ssin), typeof(Engine), typeof(Raas.Host.Commands.ExitCode) }.SelectMany(type =>
            Read(type.Assembly.Location))]);

    [Fact]
    public void Every_room_has_its_floor()
    {
        var rooms = Uses.Value.Select(use => use.From).Distinct().Except(Floors.SelectMany(f => f.Rooms));
        Assert.Empty(rooms);
    }

    [Fact]
    public void A_room_uses_only_floors_below_it()
    {
        var wrong = Uses.Value.Where(use => use.From != use.To && Floor(use.To) >= Floor(use.From))
            .GroupBy(use => (use.From, use.To))
            .Select(pair => $"{pair.Key.From} uses {pair.Key.To} ({string.Join(", ", pair.Select(u => u.Example).Distinct().Take(4))}). "
                + Floors[Floor(pair.Key.From)].Why);
        Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void The_rules_use_nothing_but_the_BCL()
    {
        var used = typeof(Raas.Domain.Ssin).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(used, name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard");
        using var module = ModuleDefinition.ReadModule(typeof(Raas.Domain.Ssin).Assembly.Location);
        var forbidden = module.GetTypeReferences().Select(type => type.FullName).Where(name =>
            name.StartsWith("System.IO.", StringComparison.Ordinal) || name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
            || name == "System.TimeProvider");
        Assert.Empty(forbidden);
        var asked = module.GetMemberReferences().Select(member => $"{member.DeclaringType.Name}.{member.Name}");
        // Iterators ask on which thread they are.
        Assert.DoesNotContain(asked, name => name != "Environment.get_CurrentManagedThreadId"
            && (name.StartsWith("Environment.", StringComparison.Ordinal) || name.EndsWith("get_Now", StringComparison.Ordinal)
                || name.EndsWith("get_UtcNow", StringComparison.Ordinal)));
    }

    private static int Floor(string room) => Array.FindIndex(Floors, floor => floor.Rooms.Contains(room));

    private static IEnumerable<(string From, string To, string Example)> Read(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var uses = new HashSet<(string, string, string)>();
        foreach (var type in module.GetTypes().Where(type => Room(type) is not null))
        {
            var own = Room(type)!;
            foreach (var used in Used(type).SelectMany(Parts))
            {
                if (Room(used) is { } room)
                    uses.Add((own, room, $"{Outermost(type).Name} → {Outermost(used).Name}"));
            }
        }
        return uses;
    }

    private static IEnumerable<TypeReference?> Used(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var one in type.Interfaces)
            yield return one.InterfaceType;
        foreach (var attribute in type.CustomAttributes)
            yield return attribute.AttributeType;
        foreach (var field in type.Fields)
            yield return field.FieldType;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters)
                yield return parameter.ParameterType;
            if (!method.HasBody)
                continue;
            foreach (var variable in method.Body.Variables)
                yield return variable.VariableType;
            foreach (var caught in method.Body.ExceptionHandlers.Where(handler => handler.HandlerType == ExceptionHandlerType.Catch))
                yield return caught.CatchType;
            foreach (var instruction in method.Body.Instructions)
            {
                yield return instruction.Operand as TypeReference;
                if (instruction.Operand is not MemberReference member)
                    continue;
                yield return member.DeclaringType;
                if (member is GenericInstanceMethod generic)
                {
                    foreach (var argument in generic.GenericArguments)
                        yield return argument;
                }
                if (member is MethodReference called)
                {
                    yield return called.ReturnType;
                    foreach (var parameter in called.Parameters)
                        yield return parameter.ParameterType;
                }
            }
        }
    }

    /// <summary>The type itself, and what it is made of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification of => Parts(of.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Null: it is not ours.</summary>
    private static string? Room(TypeReference type)
    {
        var name = Outermost(type).Namespace.Split('.');
        if (name[0] != nameof(Raas))
            return null;
        return name.Length > 1 && name[1] == nameof(Raas.Host)
            ? string.Join('.', name.Skip(1).Take(2)) : string.Join('.', name.Skip(1).Take(1));
    }
}
