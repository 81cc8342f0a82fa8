"""Makes a classic script of ES modules: not every browser lets a service worker import."""

import re

IMPORT = re.compile(r'^import\b[^;"\']*["\'][^"\']+["\'];[ \t]*\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.M)
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S)
LEFT_OVER = re.compile(r"^\s*(?:import|export)\b.*|\bimport\s*[(.].*", re.M)


class NotAClassicScriptError(ValueError):
    """Something of a module is left that a classic script cannot have."""


def convert_to_classic_script(source: str) -> str:
    """The module without its imports and with plain declarations; raises where anything else of a module remains."""
    script = EXPORT.sub("", IMPORT.sub("", source))
    if left := LEFT_OVER.search(COMMENT.sub("", script)):
        raise NotAClassicScriptError(f"A classic script cannot have: {left[0].strip()}")
    return script
