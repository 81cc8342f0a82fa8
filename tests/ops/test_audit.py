"""`make audit`: that nobody could be asked is never taken for an all-clear."""

import json

from tools.audit import npm_answer, pip_answer, report

HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}


def pip_says(*dependencies: dict[str, object]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_a_known_hole_is_named_with_the_release_that_mends_it() -> None:
    answer = pip_answer(
        pip_says({"name": "a", "version": "2.0", "vulns": [HOLE]}, {"name": "b", "version": "1", "vulns": []})
    )
    assert (answer.asked, answer.known) == (2, ["a 2.0: PYSEC-2026-1, mended in 2.1"])
    assert report("Python", answer) == 1


def test_what_could_not_be_asked_about_is_no_all_clear() -> None:
    whole = pip_answer(pip_says({"name": "a", "version": "2.0", "vulns": []}))
    partly = pip_answer(
        pip_says({"name": "a", "version": "2.0", "vulns": []}, {"name": "b", "skip_reason": "not there"})
    )
    assert (report("Python", whole), report("Python", partly), report("Python", pip_answer(pip_says()))) == (0, 2, 2)


def test_npm_without_its_registry_is_no_all_clear() -> None:
    refused = npm_answer(json.dumps({"message": "405 Method Not Allowed", "statusCode": 405}))
    assert report("npm", refused) == 2 and refused.not_asked == ["405 Method Not Allowed"]
    found = {"esbuild": {"range": "<1.2", "severity": "high"}}
    counted = {"dependencies": {"total": 154}, "vulnerabilities": {"total": 1}}
    hole = npm_answer(json.dumps({"vulnerabilities": found, "metadata": counted}))
    assert (hole.asked, hole.known, report("npm", hole)) == (154, ["esbuild <1.2: high"], 1)
    assert report("npm", npm_answer(json.dumps({"vulnerabilities": {}, "metadata": counted}))) == 0
