"""Ask whether what we stand on has known holes: pip-audit for Python, npm for the browser. `make audit` runs it.

Both say "nothing found" also where they could ask nobody; that is told apart here. Exit code: 0 all were asked about
and nothing is known, 1 something is known, 2 some could not be asked about.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt", "requirements-audit.txt")
WAITS_S = 300


class Answer(NamedTuple):
    """`asked` packages, what is `known` of them, and what was `not_asked` about, with the reason."""

    asked: int
    known: list[str]
    not_asked: list[str]


def pip_answer(said: str) -> Answer:
    """From pip-audit's JSON. A package it could not ask about has a reason instead of a list of holes."""
    report = json.loads(said)["dependencies"]
    skipped = [each["skip_reason"] for each in report if "skip_reason" in each]
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no release'}"
        for each in report
        for hole in each.get("vulns", ())
    ]
    return Answer(len(report) - len(skipped), holes, skipped)


def npm_answer(said: str) -> Answer:
    """From npm's JSON. Where the registry does not answer there are no counts, but a message."""
    report: dict[str, Any] = json.loads(said)
    if "metadata" not in report:
        return Answer(0, [], [str(report.get("message") or report.get("error") or "npm said nothing")])
    holes = [f"{name} {each['range']}: {each['severity']}" for name, each in report["vulnerabilities"].items()]
    return Answer(report["metadata"]["dependencies"]["total"], holes, [])


def ask_pip(lock: str) -> Answer:
    tool = str(Path(sys.executable).with_name("pip-audit"))
    options = ("--format=json", "--progress-spinner=off", "--disable-pip", "--require-hashes")
    said, told = _run(tool, *options, "--requirement", lock)
    return pip_answer(said) if said.strip() else Answer(0, [], [told.strip().splitlines()[-1] if told else "no answer"])


def ask_npm() -> Answer:
    npm = shutil.which("npm")
    return npm_answer(_run(npm, "audit", "--json")[0]) if npm else Answer(0, [], ["npm is not here"])


def _run(*command: str) -> tuple[str, str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAITS_S, check=False)  # noqa: S603  # above
    return done.stdout, done.stderr


def report(name: str, answer: Answer) -> int:
    """Print what came back; the exit code it asks for."""
    for line in answer.known:
        print(f"{name}: {line}")
    if answer.not_asked:
        print(f"{name}: {answer.asked} asked about, {len(answer.not_asked)} not. First reason: {answer.not_asked[0]}")
    else:
        print(f"{name}: {answer.asked} asked about, {len(answer.known)} known holes.")
    return 1 if answer.known else 2 if answer.not_asked or not answer.asked else 0


def main() -> int:
    codes = {report(lock, ask_pip(lock)) for lock in LOCKS} | {report("npm", ask_npm())}
    return 1 if 1 in codes else max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
