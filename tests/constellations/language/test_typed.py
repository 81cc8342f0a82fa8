"""What typed lines come to, in both languages; what is not clear is asked about; nothing is guessed."""

import pytest

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Kind, Living, Moment, Phase, Posture, Purpose, Right, Signal, Tone
from tests.constellations.language.view_builders import make_view, understand_english

P = Phase
MOVES = [
    # from the Me at (600, 700) that faces up the board: left of it is left on the board
    ("place Mor two steps left of Jeg", (440, 700, None)),
    ("place Mor two steps left of Jeg, facing away", (440, 700, 270)),
    ("plasser Mor to steg til venstre for Jeg, vendt bort", (440, 700, 270)),
    ("plasser mor to skritt til venstre for meg og vendt bort", (440, 700, 270)),
    ("Sett Mor 2 steg til høyre for Jeg", (760, 700, None)),
    ("sett mor to steg til hoyre for jeg", (760, 700, None)),
    ("put mor 2 steps to the right of jeg facing Far", (760, 700, 338)),
    ("place Mor three steps behind Jeg", (600, 940, None)),
    ("plasser Mor tre steg bak Jeg", (600, 940, None)),
    ("place Mor two and a half steps in front of Jeg", (600, 500, None)),
    ("plasser Mor to og et halvt steg foran Jeg", (600, 500, None)),
    ("move Mor to the upper left", (180, 150, None)),
    ("flytt Mor øverst til venstre", (180, 150, None)),
    ("flytt Mor til øvre venstre hjørne", (180, 150, None)),
    ("plasser Stein i midten", (600, 500, None)),
    ("place the Stein in the middle of the board", (600, 500, None)),
    ("plasser steinen midt på brettet", (600, 500, None)),
    ("place Stein between Mor and Far", (450, 400, None)),
    ("plasser Stein mellom Mor og Far, vendt mot Jeg", (450, 400, 153)),
    ("Mor three steps ahead", (540, 500, None)),
    ("Mor går tre skritt fram", (540, 500, None)),
    ("Mor goes two steps back", (140, 500, None)),
    ("flytt Mor et halvt steg til venstre", (300, 460, None)),
    ("move Mor one step up", (300, 420, None)),
    ("flytt Mor ett steg ned", (300, 580, None)),
    ("move Far closer to Mor", (533, 344, None)),
    ("flytt Far nærmere Mor", (533, 344, None)),
    ("flytt Far ett steg bort fra Mor", (667, 256, None)),
    ("move Far two steps towards Mor", (467, 389, None)),
    ("flytt Far to steg mot Mor", (467, 389, None)),
]
TURNS = [
    ("turn Far towards Mor", "fa", 236),
    ("snu Far mot Mor", "fa", 236),
    ("Far snur seg mot Mor", "fa", 236),
    ("turn Far away from Mor", "fa", 56),
    ("snu Far bort fra Mor", "fa", 56),
    ("snu Far en kvart til høyre", "fa", 270),
    ("turn Far to the left", "fa", 90),
    ("snu Far rundt", "fa", 0),
    ("turn Far 45 degrees right", "fa", 225),
    ("turn Far a little left", "fa", 150),
    ("snu far litt til venstre", "fa", 150),
    ("Far turns around", "fa", 0),
    ("Turn Far to face the middle", "fa", 180),
    ("snu Far mot midten", "fa", 180),
    ("snu Far utover", "fa", 0),
]
OTHERS = [
    ("Mor sits", do.Appear("mo", posture=Posture.SITTING)),
    ("Mor setter seg", do.Appear("mo", posture=Posture.SITTING)),
    ("Mor kneels down", do.Appear("mo", posture=Posture.KNEELING)),
    ("la Mor legge seg", do.Appear("mo", posture=Posture.LYING)),
    ("add resource Sten", do.Add("Sten", Kind.RESOURCE)),
    ("legg til ressurs Bøk og bekk", do.Add("Bøk og bekk", Kind.RESOURCE)),
    ("add person Mormor, shown as A, generation 2, dead", do.Add("Mormor", Kind.PERSON, "A", 2, Living.DEAD)),
    ("legg til person Mormor, vist som A, generasjon 2, død", do.Add("Mormor", Kind.PERSON, "A", 2, Living.DEAD)),
    ("legg til en indre del Den lille, blå", do.Add("Den lille", Kind.PART, tone=Tone.FJORD)),
    ("legg til meg, vist som A", do.Add("Me", Kind.SELF, "A")),
    ("add resource: Sten.", do.Add("Sten", Kind.RESOURCE)),
    ("legg til meg", do.Add("Me", Kind.SELF)),
    ("ta Mor av brettet", do.Lift("mo")),
    ("take Mor off the board", do.Lift("mo")),
    ("remove Mor from the constellation", do.TakeAway("mo")),
    ("fjern Mor fra konstellasjonen", do.TakeAway("mo")),
    ("fjern Stein", do.TakeAway("st")),
    ("reveal Mor", do.Reveal("mo")),
    ("avdekk Mor", do.Reveal("mo")),
    ("mask Mor as A", do.Mask("mo", "A")),
    ("dekk Mor som A", do.Mask("mo", "A")),
    ("Iben stands for Far", do.Assign("s1", "fa")),
    ("Iben står for Far", do.Assign("s1", "fa")),
    ("Iben stands for nobody", do.Assign("s1")),
    ("Iben står for ingen", do.Assign("s1")),
    ("admit Jon", do.Admit("s2")),
    ("slipp inn Jon", do.Admit("s2")),
    ("let Jon in", do.Admit("s2")),
    ("send Jon out", do.Remove("s2")),
    ("la Iben flytte figurer", do.Grant("s1", Right.FIGURES)),
    ("offer Iben: I see you", do.Offer("s1", "I see you")),
    ("tilby Mor: «Jeg ser deg»", do.Offer("s1", "Jeg ser deg")),
    ("Mor merker varme i brystet, styrke 6", do.Perceive("mo", intensity=6, words="varme i brystet")),
    ("Mor notices cold hands", do.Perceive("mo", words="cold hands")),
    ("line from Mor to Far: silence", do.Draw("mo", "fa", "silence")),
    ("strek fra Mor til Far", do.Draw("mo", "fa")),
    ("sone rundt Mor: hjem", do.Mark(300, 500, 160, "hjem")),
    ("show generations", do.ShowRows(True)),
    ("skjul generasjonene", do.ShowRows(False)),
    ("first image", do.TakePicture(Moment.FIRST)),
    ("ta vare på sluttbildet", do.TakePicture(Moment.CLOSING)),
    ("dette er et vendepunkt", do.TakePicture(Moment.TURNING)),
    ("next", do.SetPhase(P.CLOSING, 40)),
    ("neste", do.SetPhase(P.CLOSING, 40)),
    ("forrige", do.SetPhase(P.SENSING, 40)),
    ("til sansing", do.SetPhase(P.SENSING, 40)),
    ("to closing", do.SetPhase(P.CLOSING, 40)),
    ("slower", do.Send(Signal.SLOWER)),
    ("saktere", do.Send(Signal.SLOWER)),
    ("pause", do.Send(Signal.PAUSE)),
    ("STOPP!!", do.Send(Signal.STOP)),
    ("stop", do.Send(Signal.STOP)),
    ("go on", do.Resume(40)),
    ("fortsett", do.Resume(40)),
    ("freeze", do.Freeze(True)),
    ("slow 10 seconds", do.Slow(10)),
    ("vanlig tempo", do.Slow(0)),
    ("Jon did not step out because he had to go", do.Waive("s2", "he had to go")),
    ("open sensing because the client asks for it", do.OpenDeep("the client asks for it")),
    ("det handler om et møte", do.SetIssue("et møte")),
    ("I step aside", do.StepOut()),
    ("jeg er tilbake", do.ComeBack()),
    ("forlat konstellasjonen", do.Leave()),
    ("activation -2, safety 6", do.Tell(-2, 6)),
    ("trygghet 6", do.Tell(None, 6)),
    ("jeg tar med meg: føttene", do.KeepWords("føttene")),
    ("ja til å være med", do.Consent(Purpose.TAKE_PART)),
    ("yes to looking back", do.Consent(Purpose.RECORD)),
    ("nei til opptak", do.Consent(Purpose.RECORD, False)),
    ("take back my words", do.TakeBackWords()),
    ("stand at 4", do.StandAt(4)),
    ("plass 4", do.StandAt(4)),
    ("gjør Mor større", do.Appear("mo", scale=115)),
    ("gi Mor fargen fjord", do.Appear("mo", tone=Tone.FJORD)),
    ("Far ser mot Mor", do.Move("fa", gaze=56)),
    ("Far looks straight ahead", do.Move("fa", gaze=0)),
]


@pytest.mark.parametrize(("said", "to"), MOVES, ids=[said for said, _to in MOVES])
def test_to_a_place(said: str, to: tuple[int, int, int | None]) -> None:
    [moved] = understand_english(said).commands
    assert isinstance(moved, do.Move)
    assert (moved.x, moved.y, moved.heading) == to


@pytest.mark.parametrize(("said", "who", "heading"), TURNS, ids=[said for said, _who, _to in TURNS])
def test_turning(said: str, who: str, heading: int) -> None:
    [turned] = understand_english(said).commands
    assert turned == do.Move(who, heading=heading)


@pytest.mark.parametrize(("said", "command"), OTHERS, ids=[said for said, _command in OTHERS])
def test_everything_else(said: str, command: do.Command) -> None:
    assert understand_english(said).commands == (command,)


def test_a_place_and_a_posture_are_two_commands_in_order() -> None:
    heard = understand_english("Mor går to skritt fram og setter seg")
    assert heard.commands == (do.Move("mo", 460, 500), do.Appear("mo", posture=Posture.SITTING))
    assert heard.about == "mo"


def test_without_a_name_it_is_ones_own_figure() -> None:
    own = make_view(me={"figure": "mo", "role": "representative", "moves": "own"})
    for said in ("three steps ahead", "tre steg fram", "jeg går tre steg fram", "I move three steps ahead"):
        assert understand_english(said, own).commands == (do.Move("mo", 540, 500),), said
    assert understand_english("turn left", own).commands == (do.Move("mo", heading=0),)
    assert understand_english("jeg merker kulde", own).commands == (do.Perceive("mo", words="kulde"),)
