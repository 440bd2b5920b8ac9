#!/usr/bin/env python3
"""How large files and methods are, which lines are too long, and how the house stands: guides, no limits.

Usage, at the top of the repository: python3 tests/measures.py
"""
import os
import re
import subprocess

TYPE = re.compile(r"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*"
                  r"(?:class|record struct|record|struct|enum|interface) (\w+)", re.M)
METHOD = re.compile(r"^    (?:\[.*\] )?(?:(?:public|internal|private|protected|static|sealed|override|virtual|abstract|async|readonly|unsafe|new|extern|partial) )+"
                    r"[\w<>\[\],.?() ]+\(")


def tracked(*patterns):
    return subprocess.check_output(["git", "ls-files", *patterns], text=True).split("\n")[:-1]


def lines(path):
    with open(path, encoding="utf-8-sig") as file:
        return file.read().split("\n")


def percentile(numbers, share):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def methods(text):
    """The length of each method, from its first line to the brace or semicolon that ends it; members stand one indent in."""
    start = None
    for number, line in enumerate(text):
        if start is None and METHOD.match(line):
            start = number
        if start is not None and (line in ("    }", "    };") or (line.startswith("    ") and line.endswith(";")
                                                                 and not any(l == "    {" for l in text[start:number + 1]))):
            yield number - start + 1
            start = None


def main():
    code = [path for path in tracked("src/*.cs") if os.path.exists(path)]
    sizes = {path: len(lines(path)) for path in code}
    lengths = [length for path in code for length in methods(lines(path))]
    largest = sorted(sizes, key=sizes.get)[-5:]
    print(f"files of the program   {len(code)}, median {percentile(sizes.values(), .5)}, p90 {percentile(sizes.values(), .9)}, "
          f"largest {', '.join(f'{os.path.basename(p)} {sizes[p]}' for p in reversed(largest))}")
    print(f"methods                {len(lengths)}, p90 {percentile(lengths, .9)}, p99 {percentile(lengths, .99)}, largest {max(lengths)}")
    kinds = {"C#": tracked("*.cs"), "SQL": tracked("*.sql"), "pages": tracked("*.md")}
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
