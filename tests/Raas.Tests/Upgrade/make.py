#!/usr/bin/env python3
"""Makes a store as a released version leaves it when the power goes, for UpgradeTests: registers, an answered and a refused delivery, a mutation that waits for
its day, a delivery that waits for an operator, and a night that is half done.

  python3 tests/Raas.Tests/Upgrade/make.py <raas.dll of the released version> <samples of that version> <store.zip>

The clock is that of the machine: UpgradeTests set theirs after it."""
import datetime, hashlib, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile, uuid, zipfile

raas, samples, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
root = pathlib.Path(tempfile.mkdtemp(prefix="raas-upgrade-"))
today = datetime.date.today()


def run(*words, codes=(0, 3)):
    ended = subprocess.run(["dotnet", raas, *words, "--data-root", str(root)], capture_output=True, text=True)
    assert ended.returncode in codes, (words, ended.returncode, ended.stdout, ended.stderr)
    return ended.stdout


def drop(folder):
    for party in sorted(folder.iterdir()):
        for file in sorted(party.iterdir(), key=lambda f: (f.name.endswith(".voucher.xml"), f.name)):
            shutil.copy(file, root / "parties" / party.name / "in")


def delivery(party, number, records, count):
    """A subscription of our own: the sample's frame with other records."""
    source = samples / "next" / party
    data = (source / "5-next.xml").read_text()
    data = re.sub(r"<requests>.*</requests>", f"<requests>\n{records}\n</requests>", data, flags=re.S).replace("<sequenceNumber>5<", f"<sequenceNumber>{number}<")
    voucher = (source / "5-next.voucher.xml").read_text()
    changes = [(r"<voucherId>.*?<", f"<voucherId>{uuid.uuid4()}<"), (r"<fileSequenceNumber>5<", f"<fileSequenceNumber>{number}<"), (r"<name>.*?<", f"<name>{number}.xml<"),
               (r"<size>\d+<", f"<size>{len(data.encode())}<"), (r'(SHA-256">)[0-9a-f]+<', rf"\g<1>{hashlib.sha256(data.encode()).hexdigest()}<"),
               (r"<messageCount>\d+<", f"<messageCount>{count}<")]
    for pattern, text in changes:
        voucher, found = re.subn(pattern, text, voucher)
        assert found == 1, pattern
    inbox = root / "parties" / party / "in"
    (inbox / f"{number}.xml").write_text(data)
    (inbox / f"{number}.voucher.xml").write_text(voucher)


persons = sorted(set(re.findall(r"<ssin>(\d{11})</ssin>", (samples / "deliveries/1-first-night/0308357753/persons-of-the-national-register.xml").read_text())))
run("import-config", str(samples / "parties.json"))
drop(samples / "deliveries" / "1-first-night")
run("night", "--date", str(today - datetime.timedelta(days=1)))
drop(samples / "deliveries" / "2-second-night")
# A delivery waits for an operator only when it takes a thousand rows or more.
years = range(2010, 2018)
rows = "".join(f"<register><ssin>{p}</ssin><dossierType>FAMILY</dossierType><period><beginDate>{y}-01-01</beginDate><endDate>{y}-06-30</endDate></period></register>\n" for p in persons for y in years)
delivery("0999000129", 5, rows, len(persons) * len(years))
gone = "".join(f"<unregister><ssin>{p}</ssin><dossierType>FAMILY</dossierType></unregister>\n" for p in persons)
delivery("0999000129", 6, gone, len(persons))
store = sqlite3.connect(root / "raas.db")
# Here the power goes: the steps before it are done, this one never begins.
store.execute("CREATE TRIGGER power BEFORE INSERT ON night_step WHEN NEW.Step = 'IDENTITY' BEGIN SELECT RAISE(ABORT, 'power'); END")
store.commit()
run("night", codes=(1,))
store.execute("DROP TRIGGER power")
store.commit()
one = lambda question: store.execute(question).fetchone()[0]
assert one("SELECT State FROM night_run ORDER BY BusinessDate DESC") == "RUNNING"
assert one("SELECT COUNT(*) FROM held_mutation WHERE State = 'HELD'") > 0
assert one("SELECT COUNT(*) FROM guarded_delivery WHERE ReleasedAt IS NULL") == 1
assert one("SELECT COUNT(*) FROM outgoing_file") > 0
store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
store.close()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
    for file in sorted(root.rglob("*")):
        if file.suffix not in (".db-wal", ".db-shm") or file.stat().st_size > 0:
            pack.write(file, file.relative_to(root))
shutil.rmtree(root)
print(f"{out}: {out.stat().st_size} bytes")
