using System.Text;
using Raas.Domain;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Fuzz;

/// <param name="Faults">What differs and is not known, one line each.</param>
public sealed record RunResult(string Summary, IReadOnlyList<string> Faults);

/// <summary>Lets our readers and xmllint judge the same damaged files, and some of them go through the whole intake.</summary>
public static class Run
{
    private const int Batch = 250;
    private const long MostMemory = 512L << 20;

    /// <param name="kept">Where inputs on which the two differ are left; not made when there are none.</param>
    public static RunResult Mutants(int seed, int count, string kept)
    {
        var folder = Directory.CreateTempSubdirectory("raas-fuzz-").FullName;
        try
        {
            return new Session(seed, folder, kept).Go(count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Session
    {
        private readonly Mutator mutator;
        private readonly string folder;
        private readonly string kept;
        private readonly Dictionary<string, string> schemas = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        private readonly List<string> faults = [];
        private readonly List<(string Kind, byte[] Bytes)> forIntake = [];

        public Session(int seed, string folder, string kept)
        {
            (mutator, this.folder, this.kept) = (new Mutator(new Random(seed)), folder, kept);
            foreach (var file in Schemas.Files)
            {
                using var copy = File.Create(Path.Combine(folder, file));
                using var schema = Schemas.Open(file);
                schema.CopyTo(copy);
            }
            schemas[Schemas.Voucher] = "voucher-v1.xsd";
            schemas[Schemas.Subscription] = "subscription-v1.xsd";
            schemas[Schemas.PersonMutation] = "person-mutation-v1.xsd";
            schemas[Schemas.Dimona] = "dimona-v1.xsd";
        }

        public RunResult Go(int count)
        {
            using var reader = new Reader(Path.Combine(folder, "spool"));
            // What was there before, and what others left to be collected, is not ours.
            var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
            for (var done = 0; done < count; done += Batch)
            {
                foreach (var kind in Seeds.Kinds)
                    JudgeBatch(reader, kind, Math.Min(Batch, count - done) / Seeds.Kinds.Length);
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
            }
            if (most > MostMemory)
                faults.Add($"memory: {most >> 20} MB");
            counts["most memory, MB"] = (int)(most >> 20);
            faults.AddRange(WholeIntake.Faults(Path.Combine(folder, "house"), forIntake));
            counts["through the whole intake"] = forIntake.Count;
            return new RunResult(string.Join('\n', counts.Select(c => $"{c.Value,7}  {c.Key}")), faults);
        }

        private void JudgeBatch(Reader reader, string kind, int size)
        {
            var mutants = Enumerable.Range(0, size).Select(_ => mutator.Mutant(Seeds.Of(kind))).ToList();
            var files = mutants.Select((_, i) => Path.Combine(folder, $"{i}.xml")).ToList();
            for (var i = 0; i < size; i++)
                File.WriteAllBytes(files[i], mutants[i]);
            var theirs = Xmllint.Judge(Path.Combine(folder, schemas[kind]), files);
            for (var i = 0; i < size; i++)
            {
                Judge(reader, kind, mutants[i], theirs[i]);
                if (i % 20 == 0)
                    forIntake.Add((kind, mutants[i]));
            }
        }

        private void Judge(Reader reader, string kind, byte[] bytes, string? theirs)
        {
            FileError? ours;
            try
            {
                ours = reader.Judge(kind, bytes);
            }
            catch (Exception e)
            {
                Keep(kind, bytes, $"{e.GetType().Name}: {e.Message}");
                return;
            }
            if ((ours is null) == (theirs is null))
            {
                Count(ours is null ? "valid to both" : "invalid to both");
                return;
            }
            var text = Encoding.UTF8.GetString(bytes);
            if (Difference.Known.FirstOrDefault(known => known.Fits(text, ours, theirs)) is { } difference)
                Count($"known: {difference.Name}");
            else
                Keep(kind, bytes, $"ours: {Said(ours)}; xmllint: {theirs?.Replace(folder, "", StringComparison.Ordinal) ?? "valid"}");
        }

        private static string Said(FileError? error) =>
            error is null
                ? "valid"
                : $"{error.Code.Wire} {error.Line},{error.Position} "
                + $"{string.Join(' ', error.Information.Select(i => $"{i.Field}={i.Value}"))}";

        private void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

        private void Keep(string kind, byte[] bytes, string reason)
        {
            Directory.CreateDirectory(kept);
            var name = $"{faults.Count:D4}-{kind}.xml";
            File.WriteAllBytes(Path.Combine(kept, name), bytes);
            File.AppendAllText(Path.Combine(kept, "reasons.txt"), $"{name}: {reason}\n");
            faults.Add($"{name}: {reason}");
            Count("DIFFERENT");
        }
    }
}
