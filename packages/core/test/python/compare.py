"""Judges each line of standard input, {"failure", "now", "verdict"}, and prints as JSON how many got the same verdict, and which did not."""

import json
import sys
from pathlib import Path

from comet_triage import Table, classify

table = Table.load(Path(__file__).resolve().parents[2] / "rules.json")
same, differing = 0, []
for line in sys.stdin.buffer:
    case = json.loads(line)
    verdict = classify(table, case["failure"], case["now"])
    if verdict == case["verdict"]:
        same += 1
    else:
        differing.append(case | {"here": verdict})
json.dump({"same": same, "differing": differing[:5]}, sys.stdout)
