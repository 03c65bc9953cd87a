"""Writes what Python's re takes for letters, digits and case, for Audience.Labeling/Rules/Expressions/python-characters.txt.

The source is the running interpreter itself: str.isalnum, str.isdecimal and the functions that its re module folds case with.
Made with Debian 12's Python 3.11 (Unicode 14). Run here:
python3 tools/python-characters.py > Audience.Labeling/Rules/Expressions/python-characters.txt

A line each: a name, then numbers of base 36. `word` and `digit` hold ranges, as the gap since the last one and its length less one.
`lower` holds runs of letters that have a lower case: gap, count less one, step, and the signed distance to the lower case.
`alike` holds lower case letters that are one to re.IGNORECASE because they share their upper case: groups, parted by `|`.
`upper` holds letters beyond U+FFFF whose upper case is another, as runs like those of `lower`.
"""
import sys
import unicodedata

import _sre
from re._casefix import _EXTRA_CASES

EVERY = range(sys.maxunicode + 1)


def base36(number):
    digits = ""
    sign, number = ("-" if number < 0 else ""), abs(number)
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return sign + digits


def write(name, numbers):
    print(name, *(n if isinstance(n, str) else base36(n) for n in numbers))


def ranges(members):
    found, last = [], 0
    start = previous = None
    for c in [*members, None]:
        if start is not None and c != previous + 1:
            found += [start - last, previous - start]
            last, start = previous, None
        if start is None:
            start = c
        previous = c
    return found


def runs(changes):
    found = []
    for c, other in sorted(changes.items()):
        run = found[-1] if found else None
        if run and run["distance"] == other - c and (c - run["last"] == run["step"] or (run["count"] == 0 and c - run["last"] <= 2)):
            run["step"], run["last"], run["count"] = c - run["last"], c, run["count"] + 1
        else:
            found.append({"first": c, "last": c, "step": 1, "count": 0, "distance": other - c})
    numbers, last = [], 0
    for run in found:
        numbers += [run["first"] - last, run["count"], run["step"], run["distance"]]
        last = run["last"]
    return numbers


alike = sorted({tuple(sorted((c, *others))) for c, others in _EXTRA_CASES.items()})
print(f"# Written by tools/python-characters.py from Python {sys.version.split()[0]}, Unicode {unicodedata.unidata_version}.")
write("word", ranges(c for c in EVERY if chr(c).isalnum() or chr(c) == "_"))
write("digit", ranges(c for c in EVERY if chr(c).isdecimal()))
write("lower", runs({c: _sre.unicode_tolower(c) for c in EVERY if _sre.unicode_tolower(c) != c}))
write("upper", runs({c: ord(chr(c).upper()) for c in EVERY if c > 0xFFFF and chr(c).upper() != chr(c)}))
write("alike", " | ".join(" ".join(map(base36, group)) for group in alike).split())
