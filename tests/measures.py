#!/usr/bin/env python3
"""How large files and methods are, which lines are too long, and how the house stands: guides, no limits.

Usage, at the top of the repository: python3 tests/measures.py
"""
import os
import re
import subprocess

TYPE = re.compile(r"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*"
                  r"(?:class|record struct|record|struct|enum|interface) (\w+)", re.M)
METHOD = re.compile(r"^    (?:\[.*\] )?(?:(?:public|internal|private|protected|static|sealed|override|virtual|abstract|async|readonly|"
                    r"unsafe|new|extern|partial) )+"
                    r"[\w<>\[\],.?() ]+\(")
SKIPPED = re.compile(r"//[^\n]*|'(?:\\.[^'\n]*|[^'\\\n])'")
QUOTES = re.compile(r'[$@]*("{3,}|")')


def tracked(*patterns):
    return subprocess.check_output(["git", "ls-files", *patterns], text=True).split("\n")[:-1]


def lines(path):
    with open(path, encoding="utf-8-sig") as file:
        return file.read().split("\n")


def percentile(numbers, share):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def without_texts(code):
    """Code without comments and what stands between quotes, but with what interpolated texts compute; its lines stay."""
    result, at, open_texts, braces = [], 0, [], []      # of each text that is open: its quotes, its dollars, whether it is verbatim
    in_text = False
    while at < len(code):
        if in_text:
            quotes, dollars, verbatim = open_texts[-1]
            hole = "{" * (dollars if len(quotes) > 1 else min(dollars, 1))
            if code.startswith("\\", at) and len(quotes) == 1 and not verbatim:
                at += 2
            elif code.startswith('""', at) and verbatim or len(quotes) == 1 and dollars and code.startswith("{{", at):
                at += 2
            elif code.startswith(quotes, at):
                open_texts.pop()
                at, in_text = at + len(quotes), False
            elif hole and code.startswith(hole, at):
                braces.append(0)
                at, in_text = at + len(hole), False
            else:
                result.append("\n" if code[at] == "\n" else "")
                at += 1
        elif skipped := SKIPPED.match(code, at):
            at = skipped.end()
        elif quoted := QUOTES.match(code, at):
            marks = quoted.group()[:-len(quoted.group(1))]
            open_texts.append((quoted.group(1), marks.count("$"), "@" in marks))
            at, in_text = quoted.end(), True
        elif braces and code[at] == "}" and braces[-1] == 0:
            braces.pop()
            dollars = open_texts[-1][1]
            at, in_text = at + (dollars if len(open_texts[-1][0]) > 1 else 1), True
        else:
            if braces:
                braces[-1] += (code[at] == "{") - (code[at] == "}")
            result.append(code[at])
            at += 1
    return "".join(result)


def methods(code):
    """The length of each method, from its first line to the brace or semicolon that ends it; members stand one indent in."""
    start, depth = None, 0
    for number, line in enumerate(without_texts(code).split("\n")):
        if start is None and METHOD.match(line):
            start, depth = number, 0
        if start is not None:
            depth += sum(line.count(c) for c in "([{") - sum(line.count(c) for c in ")]}")
            if depth == 0 and line.rstrip().endswith((";", "}")):
                yield number - start + 1
                start = None


def main():
    code = [path for path in tracked("src/*.cs") if os.path.exists(path)]
    sizes = {path: len(lines(path)) for path in code}
    lengths = [length for path in code for length in methods("\n".join(lines(path)))]
    largest = sorted(sizes, key=sizes.get)[-5:]
    print(f"files of the program   {len(code)}, median {percentile(sizes.values(), .5)}, p90 {percentile(sizes.values(), .9)}, "
          f"largest {', '.join(f'{os.path.basename(p)} {sizes[p]}' for p in reversed(largest))}")
    print(f"methods                {len(lengths)}, p90 {percentile(lengths, .9)}, p99 {percentile(lengths, .99)}, largest {max(lengths)}")
    kinds = {"C#": tracked("*.cs"), "SQL": [path for path in tracked("*.sql") if "/Migrations/" not in path], "pages": tracked("*.md")}
    long = {kind: sum(len(line) > 140 for path in paths if os.path.exists(path) for line in lines(path)) for kind, paths in kinds.items()}
    print("lines over 140         " + ", ".join(f"{kind} {count}" for kind, count in long.items()))
    interfaces = sum(len(re.findall(r"^(?:public|internal) (?:partial )?interface ", "\n".join(lines(p)), re.M)) for p in code)
    print(f"interfaces             {interfaces}")
    unnamed = [p for p in code if (types := TYPE.findall("\n".join(lines(p)))) and os.path.basename(p).split(".")[0] not in types]
    print(f"not named after a type {len(unnamed)} {' '.join(unnamed)}")
    readme = lines("README.md")
    print(f"README.md              {len(readme) - 1} lines, widest {max(map(len, readme))}")


if __name__ == "__main__":
    main()
