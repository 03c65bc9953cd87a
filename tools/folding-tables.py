"""Makes the tables of Audience.Labeling/Folding from Debian's packages opencc, libopencc-data and python3-confusable-homoglyphs:

    python3 tools/folding-tables.py Audience.Labeling/Folding

A line of a table is a character and what is folded to it. NOTICE names the sources and their licenses."""

import json
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

TRADITIONAL = "/usr/share/opencc/TSCharacters.ocd2"
CONFUSABLES = "/usr/lib/python3/dist-packages/confusable_homoglyphs/confusables.json"
SCRIPTS = ("GREEK ", "CYRILLIC ", "ARMENIAN ", "CHEROKEE ", "COPTIC ", "LISU ", "MATHEMATICAL ", "SCRIPT ", "BLACK-LETTER ",
           "DOUBLE-STRUCK ", "KELVIN ", "PLANCK ", "ROMAN NUMERAL ", "SMALL ROMAN NUMERAL ")


def chinese():
    """Every traditional character and the simplified one that comes first, followed to the end where that has one too. Where the
    simplified one takes two UTF-16 units and a traditional one takes one, all fold to the latter: which of them it is shows nowhere."""
    with tempfile.NamedTemporaryFile() as text:
        subprocess.run(["opencc_dict", "-i", TRADITIONAL, "-f", "ocd2", "-t", "text", "-o", text.name], check=True)
        lines = Path(text.name).read_text(encoding="utf-8").splitlines()
    first = {traditional: simplified.split(" ")[0] for traditional, simplified in (line.split("\t") for line in lines)}
    folds = {}
    for character in first:
        folded, seen = character, set()
        while first.get(folded, folded) != folded and folded not in seen:
            seen.add(folded)
            folded = first[folded]
        folds[character] = folded
    short = {folded: character for character, folded in sorted(folds.items(), reverse=True) if character <= "\uffff" < folded}
    return {character: short.get(folded, folded) for character, folded in folds.items()} | short


def confusables():
    """Letters and digits that other scripts draw as a Latin letter or a digit. All cases of a letter fold as its capital does, or not at
    all: otherwise two spellings that differ in case alone would no longer be one."""
    drawn = {}
    for target, others in json.loads(Path(CONFUSABLES).read_text(encoding="utf-8")).items():
        if not (len(target) == 1 and target.isascii() and target.isalnum()):
            continue
        for other in (entry["c"] for entry in others):
            if len(other) == 1 and not other.isascii() and unicodedata.name(other, "").startswith(SCRIPTS):
                drawn[other] = latin(other, target)
    # The numerals of one letter, and mathematical letters that the list has by way of another character.
    for character in map(chr, [*range(0x2100, 0x2188), *range(0x1D400, 0x1D800)]):
        if character not in drawn and len(latin(character, "")) == 1 and unicodedata.name(character, "").startswith(SCRIPTS):
            drawn[character] = latin(character, "")
    return {
        variant: drawn[capital].lower()
        for variant in map(chr, range(0x80, sys.maxunicode + 1))
        if (capital := variant.upper() if len(variant.upper()) == 1 else variant) in drawn
    }


def latin(character, target):
    """What it is composed of says more than what it looks like: I, l and 1 look alike."""
    composed = unicodedata.normalize("NFKC", character)
    if len(composed) == 1 and composed.isascii() and composed.isalnum():
        return composed
    return "i" if target == "l" and (character.isupper() or character.upper() in "\u0406\u04C0") else target


def write(path, folds):
    sources = {}
    for character, target in sorted(folds.items()):
        if character != target:
            sources.setdefault(target, []).append(character)
    path.write_text("".join(f"{target}{''.join(sources[target])}\n" for target in sorted(sources)), encoding="utf-8")


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    write(directory / "chinese.txt", chinese())
    write(directory / "confusables.txt", confusables())
