"""Searches expressions in texts with Python's re, ignoring case. Reads a JSON line each: {"expression": ..., "texts": [...]}; writes a line
each: whether the expression matches in each text, or what is wrong with it."""
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    job = json.loads(line)
    try:
        search = re.compile(job["expression"], re.IGNORECASE).search
        answer = [search(text) is not None for text in job["texts"]]
    except (re.error, OverflowError, RecursionError, ValueError) as e:
        answer = str(e)
    print(json.dumps(answer), flush=True)
