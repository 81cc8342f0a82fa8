"""How far one machine goes, and what the next one is for: docs/growth.md."""
