using Raas.Domain;
using Raas.Intake;

namespace Raas.SqlCheck;

/// <summary>What people wrote, or what is made of it, is nvarchar: any script. varchar knows the 256 letters of one code page and turns
/// all others into question marks without a word; it is for codes, which are of ASCII because somebody sees to it.</summary>
public sealed class TextColumnsTests
{
    private static readonly Dictionary<string, string[]> Codes = new(StringComparer.Ordinal)
    {
        ["our own words"] =
        [
            "party.Kind", "party.AnswerDetail", "delivery.Decision", "delivery_error.Code", "change_set.Cause",
            "delivery_revert_left.Cause", "person.Register", "person_change.DataGroup", "person_mutation.Kind",
            "night_run.State", "night_run.Step", "night_step.Step", "night_number.Kind", "night_event.Kind", "held_mutation.Kind",
            "held_mutation.State", "held_mutation.Code",
            "dimona_declaration.Type", "operator_action.Action", "alarm.Kind", "notice.Kind", "audit_entry.Channel",
            "audit_entry.Operation", "audit_entry.Outcome", "expected_delivery.Days", "party.Language", "ledger_total.Kind",
        ],
        ["flows, of a closed list: schema types:FlowType"] =
        [
            "delivery.Flow", "outgoing_file.Flow", "chain_restart.Flow", "lane_lease.Flow", "night_file.Flow",
            "night_flow.Flow", "night_party.Flow", "night_event.Flow", "lane_hold.Flow", "guarded_delivery.Flow",
            "operator_action.Flow", "expected_delivery.Flow", "seen_file.Flow", "disclosure.Flow",
        ],
        ["our own words, and flows"] = ["ledger_total.Name"],
        ["hexadecimal digits"] =
        [
            "delivery.Digest", "outgoing_file.Digest", "outgoing_file.PreviousDigest", "outgoing_file.RejectedDigest",
            "config_change.FileDigest", "guarded_delivery.Digest", "credential.Thumbprint", "seen_file.Content",
            "audit_entry.PreviousHash", "audit_entry.Hash", "audit_anchor.Hash", "seen_message.Digest", "schema_migration.Checksum",
            "register_sum.RowsSum", "register_sum.JournalSum", "outgoing_file.DisclosureDigest",
        ],
        ["UUIDs: schema common:UUIDType, or made by us"] = ["delivery.VoucherId", "outgoing_file.VoucherId", "audit_entry.TicketCbss"],
        ["digits and capitals, by the patterns of the schemas"] =
        [
            "person.Nationalities", "person.CivilState", "dimona_declaration.NssoNumber", "dimona_declaration.CbeNumber",
            "dimona_declaration.WorkerType", "dimona_declaration.JointCommittee",
        ],
        ["HH:mm"] = ["expected_delivery.Before"],
        ["by the pattern of types:LegalContextType, which the import asks for"] = ["legal_context.Name"],
        ["what raas hash-password makes"] = ["credential.Secret"],
        ["device and inode"] = ["seen_file.FileId"],
        ["made of names, but of ASCII whatever their script: Phonetics sees to it"] = ["person_name_key.NameKey", "stage_name_key.NameKey"],
    };

    [Fact]
    public void A_column_of_one_code_page_holds_our_own_codes_only()
    {
        var columns = SqlServerModel.Columns.SelectMany(table =>
            table.Value.Where(c => c.Value.StartsWith("varchar", StringComparison.Ordinal)).Select(c => $"{table.Key}.{c.Key}")).ToList();
        var known = Codes.Values.SelectMany(names => names).ToList();
        EveryStatementTests.NoneOf(columns.Except(known, StringComparer.Ordinal));
        EveryStatementTests.NoneOf(known.Except(columns, StringComparer.Ordinal).Select(name => $"{name} is no such column"));
    }

    [Fact]
    public void Every_text_is_compared_byte_by_byte()
    {
        var wrong = SqlServerModel.Collations.Where(c =>
            c.Collation != "Latin1_General_100_BIN2" && !c.Column.StartsWith("schema_migration.", StringComparison.Ordinal));
        EveryStatementTests.NoneOf(wrong.Select(c => $"{c.Column}: {c.Collation}"));
    }
}
