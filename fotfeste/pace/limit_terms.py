"""What a therapist has set for one client: the menu and its limits."""

import msgspec


class LimitTerms(msgspec.Struct, frozen=True, omit_defaults=True):
    """`menu` None means every practice within the limits. Levels 1–5 and minutes per family; 0 minutes is not used."""

    menu: tuple[str, ...] | None = None  # practice slugs
    tier: str | None = None  # tender | steady | robust
    max_level: dict[str, int] = {}
    max_minutes: dict[str, int] = {}
    closed_families: tuple[str, ...] = ()
    paused: bool = False
    pace_off: bool = False  # no pace assistance for this client, whatever the institute has turned on
