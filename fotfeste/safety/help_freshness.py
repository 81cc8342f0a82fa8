"""How old the help panel's numbers are. The caller says what day it is."""

from datetime import date

from fotfeste.safety.help_lines import load_help_panel

STALE_AFTER_DAYS = 90  # wrong or dead numbers were found in 6 of 69 apps (Martinengo et al. 2019)


def help_age_days(today: date) -> int:
    return (today - load_help_panel("nb").verified_on).days


def find_stale_help_warning(today: date) -> str | None:
    """What the operator is told, or None while the numbers are fresh."""
    age = help_age_days(today)
    if age < -1:  # a day of slack for time zones
        return "Help: fotfeste/safety/help.toml says it was checked on a day that has not come yet. Check the date."
    if age <= STALE_AFTER_DAYS:
        return None
    return (
        f"Help: the numbers were last checked {age} days ago. Call or look up every line of fotfeste/safety/help.toml, "
        "then set verified_on and verified_how."
    )
