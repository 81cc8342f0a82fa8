"""The words of the board, as people write them in Norwegian and English."""

from collections.abc import Mapping

from fotfeste.constellations.board.enums import Kind, Living, Moment, Phase, Posture, Tone

from .cursor import Cursor

NUMBERS: Mapping[str, float] = {
    "half a": 0.5, "a half": 0.5, "et halvt": 0.5, "en halv": 0.5, "halvt": 0.5, "half": 0.5,
    "one": 1, "a": 1, "an": 1, "ett": 1, "et": 1, "én": 1, "en": 1,
    "one and a half": 1.5, "halvannet": 1.5, "halvannen": 1.5, "ett og et halvt": 1.5, "et og et halvt": 1.5,
    "two": 2, "to": 2, "a couple of": 2, "et par": 2, "two and a half": 2.5, "to og et halvt": 2.5,
    "three": 3, "tre": 3, "three and a half": 3.5, "tre og et halvt": 3.5,
    "four": 4, "fire": 4, "four and a half": 4.5, "fire og et halvt": 4.5,
    "five": 5, "fem": 5, "six": 6, "seks": 6, "seven": 7, "sju": 7, "syv": 7, "eight": 8, "åtte": 8,
    "nine": 9, "ni": 9, "ten": 10, "ti": 10, "eleven": 11, "elleve": 11, "twelve": 12, "tolv": 12,
}  # fmt: skip  # a table, read by row
LITTLE = ("a little", "a bit", "slightly", "litt", "en anelse", "a tiny bit")
STEPS = ("steps", "step", "steg", "skritt", "stegs", "paces", "pace")

# Beside something, counted from where it faces: 0 ahead of it, 90 to its right.
RELATIVE_TO_OTHER: Mapping[str, float] = {
    "in front and to the right of": 45, "in front to the right of": 45, "in front and to the left of": 315,
    "in front to the left of": 315, "behind and to the right of": 135, "behind to the right of": 135,
    "behind and to the left of": 225, "behind to the left of": 225,
    "in front of": 0, "ahead of": 0, "before": 0, "behind": 180, "at the back of": 180, "to the right of": 90,
    "on the right of": 90, "right of": 90, "to the left of": 270, "on the left of": 270, "left of": 270,
    "foran og til høyre for": 45, "skrått foran til høyre for": 45, "foran og til venstre for": 315,
    "skrått foran til venstre for": 315, "bak og til høyre for": 135, "skrått bak til høyre for": 135,
    "bak og til venstre for": 225, "skrått bak til venstre for": 225,
    "foran": 0, "rett foran": 0, "bak": 180, "rett bak": 180, "bakom": 180, "til høyre for": 90, "høyre for": 90,
    "på høyre side av": 90, "til venstre for": 270, "venstre for": 270, "på venstre side av": 270,
}  # fmt: skip  # a table, read by row
BESIDE = (
    "next to",
    "beside",
    "by",
    "close to",
    "near",
    "at",
    "ved siden av",
    "ved",
    "tett ved",
    "nær",
    "inntil",
    "hos",
)
# From where it stands itself.
RELATIVE_TO_SELF: Mapping[str, float] = {
    "ahead": 0, "straight ahead": 0, "forward": 0, "forwards": 0, "in front": 0, "to the front": 0, "fram": 0,
    "frem": 0, "framover": 0, "fremover": 0, "forover": 0, "rett fram": 0, "rett frem": 0, "back": 180,
    "backward": 180, "backwards": 180, "behind": 180, "tilbake": 180, "bakover": 180, "bak": 180, "right": 90,
    "to the right": 90, "til høyre": 90, "mot høyre": 90, "høyre": 90, "left": 270, "to the left": 270,
    "til venstre": 270, "mot venstre": 270, "venstre": 270,
}  # fmt: skip  # a table, read by row
UP_DOWN: Mapping[str, float] = {
    "up": 0, "upwards": 0, "upward": 0, "up the board": 0, "oppover": 0, "opp": 0, "opp på brettet": 0, "down": 180,
    "downwards": 180, "down the board": 180, "nedover": 180, "ned": 180, "ned på brettet": 180,
}  # fmt: skip  # a table, read by row
# Where on the board: share of its width and height.
PLACES: Mapping[str, tuple[float, float]] = {
    "upper left": (0.15, 0.15), "top left": (0.15, 0.15), "øverst til venstre": (0.15, 0.15),
    "oppe til venstre": (0.15, 0.15), "upper right": (0.85, 0.15), "top right": (0.85, 0.15),
    "øverst til høyre": (0.85, 0.15), "oppe til høyre": (0.85, 0.15), "lower left": (0.15, 0.85),
    "bottom left": (0.15, 0.85), "nederst til venstre": (0.15, 0.85), "nede til venstre": (0.15, 0.85),
    "lower right": (0.85, 0.85), "bottom right": (0.85, 0.85), "nederst til høyre": (0.85, 0.85),
    "nede til høyre": (0.85, 0.85), "top": (0.5, 0.12), "øverst": (0.5, 0.12), "øverst på midten": (0.5, 0.12),
    "bottom": (0.5, 0.88), "nederst": (0.5, 0.88), "nederst på midten": (0.5, 0.88), "middle": (0.5, 0.5),
    "centre": (0.5, 0.5), "center": (0.5, 0.5), "midten": (0.5, 0.5), "midt": (0.5, 0.5), "midt på": (0.5, 0.5),
    "sentrum": (0.5, 0.5), "middle of the board": (0.5, 0.5), "midten av brettet": (0.5, 0.5),
    "midt på brettet": (0.5, 0.5), "midt på tavla": (0.5, 0.5), "left edge": (0.08, 0.5), "far left": (0.08, 0.5),
    "venstre kant": (0.08, 0.5),
    "lengst til venstre": (0.08, 0.5), "ytterst til venstre": (0.08, 0.5), "right edge": (0.92, 0.5),
    "far right": (0.92, 0.5), "høyre kant": (0.92, 0.5), "lengst til høyre": (0.92, 0.5),
    "ytterst til høyre": (0.92, 0.5), "top edge": (0.5, 0.08), "upper edge": (0.5, 0.08), "øvre kant": (0.5, 0.08),
    "bottom edge": (0.5, 0.92), "lower edge": (0.5, 0.92), "nedre kant": (0.5, 0.92),
    "on the left": (0.15, 0.5), "on the right": (0.85, 0.5), "på venstre side": (0.15, 0.5),
    "på høyre side": (0.85, 0.5),
    "øvre venstre": (0.15, 0.15), "øvre høyre": (0.85, 0.15), "nedre venstre": (0.15, 0.85),
    "nedre høyre": (0.85, 0.85),
}  # fmt: skip  # a table, read by row
BEFORE_PLACES = (
    "in the",
    "at the",
    "to the",
    "into the",
    "on the",
    "in",
    "at",
    "to",
    "on",
    "i",
    "på",
    "til",
    "ved",
    "helt",
)
AFTER_PLACES = (
    "corner",
    "hjørne",
    "hjørnet",
    "of the board",
    "on the board",
    "på brettet",
    "av brettet",
    "på tavla",
    "av tavla",
)
# On the board itself, as a heading.
BOARD_HEADINGS: Mapping[str, int] = {
    "left": 270, "the left": 270, "to the left": 270, "the left edge": 270, "venstre": 270, "venstre kant": 270,
    "mot venstre": 270, "right": 90, "the right": 90, "to the right": 90, "the right edge": 90, "høyre": 90,
    "høyre kant": 90, "mot høyre": 90, "up": 0, "upwards": 0, "the top": 0, "the top edge": 0, "opp": 0, "oppover": 0,
    "øvre kant": 0, "toppen": 0, "down": 180, "downwards": 180, "the bottom": 180, "the bottom edge": 180, "ned": 180,
    "nedover": 180, "nedre kant": 180, "bunnen": 180, "the upper left": 315, "the upper right": 45,
    "the lower left": 225, "the lower right": 135, "øverst til venstre": 315, "øverst til høyre": 45,
    "nederst til venstre": 225, "nederst til høyre": 135, "up the board": 0, "down the board": 180,
    "oppover på brettet": 0, "nedover på brettet": 180, "øvre venstre hjørne": 315, "øvre høyre hjørne": 45,
    "nedre venstre hjørne": 225, "nedre høyre hjørne": 135,
}  # fmt: skip  # a table, read by row
POSTURES: Mapping[str, Posture] = {
    **dict.fromkeys(("stands up", "stand up", "stands", "standing", "standing up", "reiser seg", "reis", "reise seg",
                     "stående", "reiser meg", "reis opp"), Posture.STANDING),
    **dict.fromkeys(("sits", "sit", "sits down", "sit down", "sitting", "setter seg", "sitter", "sittende", "sette seg",
                     "setter meg", "sitte"), Posture.SITTING),
    **dict.fromkeys(("kneels", "kneel", "kneeling", "kneels down", "kneel down", "kneler", "knele", "knelende",
                     "på kne", "på knærne"), Posture.KNEELING),
    **dict.fromkeys(("lies", "lie", "lies down", "lie down", "lying", "lying down", "legger seg", "ligger", "liggende",
                     "legge seg", "ligge", "legger meg"), Posture.LYING),
}  # fmt: skip  # a table, read by row
PHASES: Mapping[str, Phase] = {
    **dict.fromkeys(("arriving", "arrival", "ankomst", "å ankomme", "ankomme"), Phase.ARRIVING),
    **dict.fromkeys(("intention", "intensjon", "intensjonen"), Phase.INTENTION),
    **dict.fromkeys(("choosing", "valg", "velge", "å velge"), Phase.CHOOSING),
    **dict.fromkeys(("placing", "plassering", "plassere", "å plassere"), Phase.PLACING),
    **dict.fromkeys(("sensing", "sansing", "sanse", "å sanse"), Phase.SENSING),
    **dict.fromkeys(("moving", "movement", "bevegelse", "bevege", "å bevege"), Phase.MOVING),
    **dict.fromkeys(("closing", "the closing", "avslutning", "avslutningen", "avslutte", "å avslutte"), Phase.CLOSING),
    **dict.fromkeys(("deroling", "de-roling", "stepping out", "tre ut", "å tre ut", "å tre ut av rollene",
                     "tre ut av rollene", "uttreden"), Phase.DEROLING),
    **dict.fromkeys(("aftercare", "afterwards", "ettervern", "etterpå", "tiden etter", "tiden etterpå"),
                     Phase.AFTERCARE),
    **dict.fromkeys(("closed", "the end", "close the constellation", "lukk konstellasjonen", "lukket",
                     "slutten", "slutt"), Phase.CLOSED),
}  # fmt: skip  # a table, read by row
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("me", "myself", "self", "meg", "meg selv", "jeg", "selv", "oneself"), Kind.SELF),
    **dict.fromkeys(("person", "a person", "en person"), Kind.PERSON),
    **dict.fromkeys(("inner part", "an inner part", "part", "a part", "del", "indre del", "en del",
                     "en indre del"), Kind.PART),
    **dict.fromkeys(("symptom", "a symptom", "et symptom", "something in the body", "noe i kroppen"), Kind.SYMPTOM),
    **dict.fromkeys(("feeling", "a feeling", "følelse", "en følelse"), Kind.FEELING),
    **dict.fromkeys(("goal", "a goal", "mål", "et mål", "wish", "a wish", "ønske", "et ønske"), Kind.GOAL),
    **dict.fromkeys(("resource", "a resource", "ressurs", "en ressurs", "something to lean on", "support", "støtte",
                     "noe å støtte seg til", "noe å lene seg på"), Kind.RESOURCE),
    **dict.fromkeys(("event", "an event", "hendelse", "en hendelse", "something that happened", "noe som hendte",
                     "noe som skjedde"), Kind.EVENT),
    **dict.fromkeys(("place", "a place", "sted", "et sted", "kultur", "culture"), Kind.PLACE),
    **dict.fromkeys(("secret", "a secret", "unknown", "something unknown", "hemmelighet", "en hemmelighet", "ukjent",
                     "noe ukjent"), Kind.SECRET),
    **dict.fromkeys(("group", "a group", "gruppe", "en gruppe"), Kind.GROUP),
    **dict.fromkeys(("what is missing", "something missing", "missing", "det som mangler", "noe som mangler",
                     "savnet"), Kind.MISSING),
}  # fmt: skip  # a table, read by row
LIVING_STATES: Mapping[str, Living] = {
    "living": Living.LIVING, "alive": Living.LIVING, "lever": Living.LIVING, "levende": Living.LIVING,
    "dead": Living.DEAD, "has died": Living.DEAD, "død": Living.DEAD, "er død": Living.DEAD,
}  # fmt: skip  # a table, read by row
TONES: Mapping[str, Tone] = {
    "stone": Tone.STONE, "grey": Tone.STONE, "grå": Tone.STONE, "stein": Tone.STONE, "spruce": Tone.SPRUCE,
    "green": Tone.SPRUCE, "grønn": Tone.SPRUCE, "gran": Tone.SPRUCE, "fjord": Tone.FJORD, "blue": Tone.FJORD,
    "blå": Tone.FJORD, "dawn": Tone.DAWN, "apricot": Tone.DAWN, "aprikos": Tone.DAWN, "soloppgang": Tone.DAWN,
}  # fmt: skip  # a table, read by row
MOMENTS: Mapping[str, Moment] = {
    **dict.fromkeys(("first image", "first picture", "første bilde", "det første bildet", "startbilde"), Moment.FIRST),
    **dict.fromkeys(("turning point", "vendepunkt", "vendepunktet"), Moment.TURNING),
    **dict.fromkeys(("closing image", "closing picture", "final image", "sluttbilde", "sluttbildet", "avslutningsbilde",
                     "siste bilde"), Moment.CLOSING),
}  # fmt: skip  # a table, read by row


def read_number(cursor: Cursor) -> float | None:
    """A number in digits or in words, perhaps with a minus in front."""
    start = cursor.at
    is_minus = bool(cursor.eat("minus")) or _has_minus(cursor)
    if not cursor.is_done and (said := cursor.tokens[cursor.at].folded)[:1].isdigit():
        cursor.at += 1
        found = _parse_digits(said)
    else:
        word = cursor.eat(*NUMBERS)
        found = NUMBERS[word] if word else None
    if found is None:
        cursor.at = start
        return None
    return -found if is_minus else found


def _parse_digits(said: str) -> float | None:
    try:
        return float(said.replace(",", "."))
    except ValueError:
        return None


def _has_minus(cursor: Cursor) -> bool:
    if cursor.is_done:
        return False
    start = cursor.tokens[cursor.at].start
    return cursor.text[:start].endswith(("-", "−", "–"))


def read_whole_number(cursor: Cursor, lowest: int, highest: int) -> int | None:
    """A whole number within bounds, or None with the cursor where it was."""
    start = cursor.at
    found = read_number(cursor)
    if found is None or found != int(found) or not lowest <= found <= highest:
        cursor.at = start
        return None
    return int(found)
