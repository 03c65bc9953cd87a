"""Searches expressions in texts with Python's re, for the command `rules` to compare with.

Reads {"expressions": [[...], [...]], "texts": [...], "seconds": 1.0} from the file named first; writes
{"mchars_per_second": ..., "labels": [...]}: per second of processor time, and the labels of each text as bits.
"""
import json
import re
import statistics
import sys
import time

ROUNDS = 7

with open(sys.argv[1], encoding="utf-8") as file:
    job = json.load(file)
labels = [[re.compile(e, re.IGNORECASE).search for e in expressions] for expressions in job["expressions"]]
texts = job["texts"]
lengths = [len(text.encode("utf-16-le")) // 2 for text in texts]


def find(text):
    bits = 0
    for i, searches in enumerate(labels):
        for search in searches:
            if search(text):
                bits |= 1 << i
                break
    return bits


def measure(start):
    characters, begin, end, at = 0, time.process_time(), time.monotonic() + job["seconds"] / ROUNDS, start
    while time.monotonic() < end:
        for _ in range(32):
            find(texts[at])
            characters += lengths[at]
            at = (at + 1) % len(texts)
    return characters / 1e6 / (time.process_time() - begin), at


found, speeds, at = [find(text) for text in texts], [], 0
for _ in range(ROUNDS):
    speed, at = measure(at)
    speeds.append(speed)
json.dump({"mchars_per_second": statistics.median(speeds), "labels": found}, sys.stdout)
