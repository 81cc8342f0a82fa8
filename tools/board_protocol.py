"""Writes down the board's protocol from its structs: a JSON Schema, and the types the browser's modules are checked by.

    python -m tools.board_protocol        # after a change in live/protocol.py or board/view_types.py

A test fails while what is committed is not what this would write.
"""

import json
from pathlib import Path
from typing import Any

from fotfeste.constellations.live import protocol

ROOT = Path(__file__).resolve().parents[1] / "fotfeste"
SCHEMA_FILE = ROOT / "constellations/live/protocol.schema.json"
VERSION_FILE = ROOT / "static/js/board/protocol.js"
TYPES_FILE = ROOT / "static/js/board/protocol.d.ts"
MADE = "Made by tools/board_protocol.py from constellations/live/protocol.py; a change belongs there."
SIMPLE = {"integer": "number", "number": "number", "string": "string", "boolean": "boolean", "null": "null"}


def write_all() -> None:
    for file, text in render_all().items():
        file.write_text(text)


def render_all() -> dict[Path, str]:
    """Each file with what belongs in it."""
    schema = protocol.build_json_schema()
    return {
        SCHEMA_FILE: json.dumps(schema, indent=1, ensure_ascii=False) + "\n",
        VERSION_FILE: f"// {MADE}\nexport const PROTOCOL_VERSION = {protocol.PROTOCOL_VERSION};\n",
        TYPES_FILE: render_types(schema),
    }


def render_types(schema: dict[str, Any]) -> str:
    """The definitions of a schema as TypeScript types."""
    head = [f"// {MADE}", f"export const PROTOCOL_VERSION: {protocol.PROTOCOL_VERSION};"]
    return "\n".join([*head, *(_declare(name, each) for name, each in sorted(schema["$defs"].items()))]) + "\n"


def _declare(name: str, schema: dict[str, Any]) -> str:
    if "properties" not in schema:
        return f"export type {name} = {_type_of(schema)};"
    required = set(schema.get("required", ()))
    fields = [
        f"  {key}{'' if key in required else '?'}: {_type_of(each)};" for key, each in schema["properties"].items()
    ]
    return "\n".join([f"export interface {name} {{", *fields, "}"])


def _type_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(map(_type_of, schema["anyOf"])))
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return _array_type(schema)
    if schema.get("type") == "object":
        return f"Record<string, {_type_of(schema['additionalProperties'])}>"
    return SIMPLE[schema["type"]]


def _array_type(schema: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(map(_type_of, schema['prefixItems']))}]"
    return f"Array<{_type_of(schema['items'])}>"


if __name__ == "__main__":
    write_all()
