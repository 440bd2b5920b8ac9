using System.Reflection;
using System.Reflection.Emit;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Store;

namespace Raas.SqlCheck;

/// <summary>A place in the product that runs a statement, and the type of the arguments that it gives it; null: none.</summary>
internal sealed record Call(string Statement, Type? Arguments, string Where);

/// <summary>Finds, in the code as it was compiled, every call that runs a statement: the name is the literal before it, the arguments are
/// what was put on the stack last. A method that passes a name on that it was given is looked for in its turn.</summary>
internal static class Calls
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private sealed record Instruction(OpCode Code, object? Operand);

    /// <summary>A method that takes the name of a statement.</summary>
    /// <param name="Arguments">What it gives every statement; null: what its caller gives it last.</param>
    private sealed record Runner(MethodBase Method, Type? Arguments);

    public static (IReadOnlyList<Call> Found, IReadOnlyList<string> NotUnderstood) Of(Assembly assembly, IReadOnlySet<string> statements)
    {
        var methods = assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            .Where(method => method.DeclaringType != typeof(StoreSession) && method.GetMethodBody() is not null)
            .Select(method => (method, code: Read(method))).ToList();
        var runners = typeof(StoreSession).GetMethods().Where(method => method.GetParameters() is [{ Name: "statement" }, ..])
            .Append(typeof(Dialect).GetMethod(nameof(Dialect.Arguments))!).Select(method => new Runner(method, null)).ToList();
        var (found, strange) = (new List<Call>(), new List<string>());
        for (var next = 0; next < runners.Count; next++)
        {
            foreach (var (method, code) in methods)
            {
                for (var i = 0; i < code.Count; i++)
                {
                    if (code[i].Operand is not MethodBase called || !IsSame(called, runners[next].Method))
                        continue;
                    var where = $"{method.DeclaringType!.FullName}.{method.Name}";
                    var arguments = runners[next].Arguments ?? TypeOnTop(method, code[i - 1]);
                    var names = Names(code, i, runners, statements);
                    if (names.Count == 0 && IsPassedOn(method))
                        runners.Add(new Runner(method, arguments == typeof(object) ? null : arguments));
                    else if (names.Count == 0 || arguments == typeof(object))
                        strange.Add(where);
                    found.AddRange(names.Select(name => new Call(name, arguments, where)));
                }
            }
        }
        return (found, strange);
    }

    private static bool IsPassedOn(MethodBase method) =>
        method.GetParameters()
            .Any(p => p.ParameterType == typeof(string) && p.Name!.Contains("statement", StringComparison.OrdinalIgnoreCase));

    private static bool IsSame(MethodBase one, MethodBase other) => one.Module == other.Module && one.MetadataToken == other.MetadataToken;

    /// <summary>The name last put on the stack; two where one of two was chosen.</summary>
    private static List<string> Names(List<Instruction> code, int call, List<Runner> runners, IReadOnlySet<string> statements)
    {
        var names = new List<string>();
        for (var i = call - 1; i >= 0; i--)
        {
            if (code[i].Operand is MethodBase earlier && runners.Exists(runner => IsSame(earlier, runner.Method)))
                break;
            if (code[i].Operand is string text && statements.Contains(text))
            {
                names.Add(text);
                if (i < 1 || code[i - 1].Code.FlowControl != FlowControl.Branch)
                    break;
            }
        }
        return names;
    }

    private static Type? TypeOnTop(MethodBase method, Instruction last)
    {
        var body = method.GetMethodBody()!;
        var name = last.Code.Name!;
        if (last.Code == OpCodes.Ldnull)
            return null;
        if (last.Code == OpCodes.Newobj)
            return ((MethodBase)last.Operand!).DeclaringType;
        if (last.Operand is FieldInfo field)
            return field.FieldType;
        if (last.Operand is MethodInfo called)
            return called.ReturnType;
        if (name.StartsWith("ldloc", StringComparison.Ordinal))
            return body.LocalVariables[last.Operand as int? ?? name[^1] - '0'].LocalType;
        if (name.StartsWith("ldarg", StringComparison.Ordinal))
        {
            var index = (last.Operand as int? ?? name[^1] - '0') - (method.IsStatic ? 0 : 1);
            return method.GetParameters()[index].ParameterType;
        }
        return typeof(object);
    }

    private static List<Instruction> Read(MethodBase method)
    {
        var bytes = method.GetMethodBody()!.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var code = new List<Instruction>();
        for (var at = 0; at < bytes.Length;)
        {
            var value = (short)bytes[at++];
            if (value == 0xfe)
                value = (short)((0xfe << 8) | bytes[at++]);
            var opCode = OpCodesByValue[value];
            object? operand = null;
            switch (opCode.OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineVar:
                    operand = (int)bytes[at];
                    at++;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI:
                    at++;
                    break;
                case OperandType.InlineVar:
                    operand = (int)BitConverter.ToUInt16(bytes, at);
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(bytes, at));
                    break;
                case OperandType.InlineString:
                    operand = method.Module.ResolveString(BitConverter.ToInt32(bytes, at));
                    at += 4;
                    break;
                case OperandType.InlineMethod:
                    operand = method.Module.ResolveMethod(BitConverter.ToInt32(bytes, at), typeArguments, methodArguments);
                    at += 4;
                    break;
                case OperandType.InlineField:
                    operand = method.Module.ResolveField(BitConverter.ToInt32(bytes, at), typeArguments, methodArguments);
                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
            code.Add(new Instruction(opCode, operand));
        }
        return code;
    }
}
