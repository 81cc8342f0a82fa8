"""A whole constellation led by the line alone, from the yes to the last step, by plain forms without JavaScript."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.constellations import services
from fotfeste.constellations.board import State
from fotfeste.constellations.board.enums import Phase, Role
from fotfeste.constellations.models import Constellation
from fotfeste.privacy.models import TrailEntry
from tests.cast import Cast
from tests.constellations.make_constellation import invite_and_seat, plan_constellation
from tests.constellations.session.form_browser import browser_of, guest_browser

CANARY = "kanarifugl"


def get_words_page(browser: Client, one: Constellation) -> str:
    answer = browser.get(reverse("constellations:words", args=[one.pk]))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def type_line(browser: Client, one: Constellation, said: str, *, id: str = "", kept: bool = False) -> str:
    """Type a line into the form as it stands on the page now; the answer. `kept`: it was not understood or not done."""
    html = get_words_page(browser, one)
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("id", "seen", "phase")}  # type: ignore[index]
    return post_line(browser, one, hidden | {"said": said} | ({"id": id} if id else {}), kept)


def post_line(browser: Client, one: Constellation, form: dict[str, str], kept: bool = False) -> str:
    html = unescape(browser.post(reverse("constellations:words", args=[one.pk]), form).content.decode())
    field = re.search(r'<input class="ds-input" id="said"[^>]* value="([^"]*)"', html)
    answer = re.search(r'<p class="message words__answer"[^>]*>(.*?)</p>', html, re.S)
    assert field and answer
    assert field[1] == (form["said"] if kept else ""), answer[1]
    return answer[1]


def current_state(one: Constellation) -> State:
    return services.current_state(one.pk)


def test_from_screening_to_closed_by_words_alone(cast: Cast, group: Constellation) -> None:
    thea, ana = browser_of(cast.thea), browser_of(cast.ana)
    iben = guest_browser(invite_and_seat(group, "Iben", admitted=False))
    assert "Iben" in get_words_page(thea, group)
    type_line(ana, group, "ja til å være med")
    type_line(thea, group, "slipp inn Iben")
    type_line(iben, group, "ja til å være med")
    for _each in ("ankomst", "intensjon"):
        type_line(thea, group, "neste")
    type_line(ana, group, "det handler om et møte")
    type_line(thea, group, "neste")
    type_line(ana, group, "legg til ressurs Steinen ved elva")
    type_line(ana, group, "legg til meg")
    type_line(ana, group, "legg til person Mor, generasjon 1")
    type_line(thea, group, "til plassering")
    assert type_line(ana, group, "plasser Mor i midten", kept=True)  # something that gives support comes first
    type_line(ana, group, "plasser steinen nederst til venstre")
    type_line(ana, group, "plasser meg i midten")
    stands = type_line(ana, group, "plasser Mor to steg til venstre for meg, vendt bort")
    assert "Mor" in stands
    type_line(thea, group, "Iben står for Mor")
    type_line(thea, group, "første bilde")
    type_line(thea, group, "neste")
    type_line(iben, group, "jeg merker kalde hender, styrke 6")
    type_line(thea, group, "neste")
    type_line(iben, group, "snu litt til høyre")
    type_line(iben, group, "jeg går ett steg fram")
    type_line(thea, group, "tilby Iben: Jeg ser deg")
    assert "Jeg ser deg" in get_words_page(iben, group)
    type_line(iben, group, "jeg sier heller: Jeg ser deg nå")
    type_line(ana, group, "stopp")
    assert current_state(group).phase == Phase.GROUNDING
    assert type_line(thea, group, "fortsett", kept=True)  # not before the client has said yes
    type_line(ana, group, "ja")
    type_line(thea, group, "fortsett")
    assert current_state(group).phase == Phase.MOVING
    type_line(thea, group, "til avslutning")
    type_line(thea, group, "sluttbilde")
    type_line(thea, group, "neste")
    assert type_line(thea, group, "neste") and current_state(group).phase == Phase.AFTERCARE
    assert type_line(thea, group, "neste", kept=True)  # someone has not stepped out of a role yet
    type_line(iben, group, "jeg trer ut av rollen")
    type_line(ana, group, "jeg tar med meg: steinen er varm")
    type_line(thea, group, "neste")
    end = current_state(group)
    assert end.phase == Phase.CLOSED
    assert [p.words for p in end.perceptions.values()] == ["kalde hender"]
    assert [s.own for s in end.sentences.values()] == ["Jeg ser deg nå"]
    assert len(end.figures) == 3 and len(end.pictures) == 2 and end.kept == "steinen er varm"


def test_a_form_sent_twice_is_done_once(cast: Cast, group: Constellation) -> None:
    ana, one = browser_of(cast.ana), str(uuid4())
    type_line(ana, group, "ja til å være med", id=one)
    seq = current_state(group).seq
    type_line(ana, group, "ja til å være med", id=one)
    assert current_state(group).seq == seq


def test_what_is_not_understood_stays_in_the_field_and_changes_nothing(cast: Cast, group: Constellation) -> None:
    ana = browser_of(cast.ana)
    before = current_state(group).seq
    assert "«" in type_line(ana, group, 'dans på <b>bordet</b> & "syng"'.replace('"', "'"), kept=True)
    assert current_state(group).seq == before


def test_a_resume_counts_only_what_the_page_had_shown(cast: Cast, group: Constellation) -> None:
    """A stop that came after the page was read is not passed over by an old form."""
    thea, ana = browser_of(cast.thea), browser_of(cast.ana)
    type_line(ana, group, "ja til å være med")
    type_line(thea, group, "neste")
    type_line(thea, group, "stopp")
    old = {"id": str(uuid4()), "seen": str(current_state(group).seq - 1), "phase": "arriving", "said": "fortsett"}
    assert post_line(thea, group, old, kept=True)
    assert current_state(group).phase == Phase.GROUNDING


@pytest.mark.parametrize("blind", [0, 1, 2, 3])
@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.OBSERVER, Role.COHOST])
def test_hidden_words_are_in_no_answer_and_no_description(cast: Cast, blind: int, role: Role) -> None:
    one = plan_constellation(cast, mode="group", blind=blind, issue=f"{CANARY}-tema")
    seat = invite_and_seat(one, "Per", role)
    thea, ana, per = browser_of(cast.thea), browser_of(cast.ana), guest_browser(seat)
    type_line(ana, one, "ja til å være med")
    for _each in range(3):
        type_line(thea, one, "neste")
    type_line(ana, one, f"legg til ressurs {CANARY}-stein, vist som A")
    type_line(ana, one, f"legg til person {CANARY}-mor, vist som B")
    type_line(thea, one, "neste")
    type_line(ana, one, f"plasser {CANARY}-stein i midten")
    type_line(ana, one, f"plasser {CANARY}-mor øverst til venstre")
    type_line(thea, one, f"strek fra {CANARY}-mor til {CANARY}-stein: {CANARY}-strek")
    seen = get_words_page(per, one)
    for line in (
        "beskriv",
        "hjelp",
        "hvem er her",
        f"hvor er {CANARY}-mor",
        f"hva ser {CANARY}-mor",
        "hva ser jeg",
        f"snu {CANARY}-mor rundt",
        f"fjern {CANARY}-mor fra konstellasjonen",
    ):
        html = per.post(reverse("constellations:words", args=[one.pk]), {"said": line, "seen": "0"}).content.decode()
        seen += html.replace(line, "")
    assert (CANARY in seen) == (blind == 0)


def test_the_line_tells_a_script_the_same(cast: Cast, group: Constellation) -> None:
    ana, url = browser_of(cast.ana), reverse("constellations:words", args=[group.pk])
    told = ana.post(url, {"said": "hvem er her"}, headers={"Accept": "application/json"}).json()
    assert "Thea" in told["answer"] and told["kept"] == "" and told["id"]
    assert ana.get(url, {"since": told["seq"]}, headers={"Accept": "application/json"}).status_code == 204
    type_line(browser_of(cast.thea), group, "saktere")
    news = ana.get(url, {"since": told["seq"]}, headers={"Accept": "application/json"}).json()
    assert news["seq"] > told["seq"] and len(news["news"]) == 1


def test_in_the_lobby_nothing_is_told(cast: Cast, group: Constellation) -> None:
    waiting = guest_browser(invite_and_seat(group, "Per", admitted=False))
    html = get_words_page(waiting, group)
    assert "Thea" not in html and "told-board" not in html
    assert post_line(waiting, group, {"said": "stopp", "id": str(uuid4())}, kept=True)


def test_strangers_find_nothing(cast: Cast, group: Constellation) -> None:
    url = reverse("constellations:words", args=[group.pk])
    for stranger in (cast.noor, cast.mika, cast.sol):
        assert browser_of(stranger).get(url).status_code == 404
        assert browser_of(stranger).post(url, {"said": "stopp"}).status_code == 404
    assert Client().get(url).status_code == 302
    other = plan_constellation(cast, mode="group")
    assert guest_browser(invite_and_seat(other, "Per")).get(url).status_code == 404


def test_when_the_client_takes_back_her_yes_the_others_find_nothing(cast: Cast, group: Constellation) -> None:
    thea, ana = browser_of(cast.thea), browser_of(cast.ana)
    type_line(ana, group, "ja til å være med")
    type_line(ana, group, "jeg vil ikke være med")
    assert thea.get(reverse("constellations:words", args=[group.pk])).status_code == 404
    assert get_words_page(ana, group)


def test_the_therapists_reading_is_in_the_trail(cast: Cast, group: Constellation) -> None:
    before = TrailEntry.objects.filter(client=cast.ana, verb="read", what="constellation").count()
    get_words_page(browser_of(cast.thea), group)
    assert TrailEntry.objects.filter(client=cast.ana, verb="read", what="constellation").count() == before + 1


# ---- the phone as a remote -------------------------------------------------------------------------------------------


def test_a_phone_in_the_hand_moves_ones_own_figure(cast: Cast) -> None:
    room = plan_constellation(cast, mode="in_room")
    iben = guest_browser(invite_and_seat(room, "Iben"))
    thea, ana = browser_of(cast.thea), browser_of(cast.ana)
    type_line(ana, room, "ja til å være med")
    for _each in range(3):
        type_line(thea, room, "neste")
    type_line(ana, room, "legg til ressurs Stein")
    type_line(thea, room, "neste")
    type_line(ana, room, "plasser Stein i midten")
    type_line(thea, room, "Iben står for Stein")
    scanned = iben.get(reverse("constellations:board", args=[room.pk]), {"anchor": "4"})
    assert scanned.status_code == 302
    html = iben.get(scanned.headers["Location"]).content.decode()
    assert "stand at 4" in html and "turn 30" not in html  # representatives move while moving
    remote = reverse("constellations:words", args=[room.pk]) + "?remote=1"
    iben.post(remote, {"said": "stand at 4"})
    assert [seat.anchor for seat in current_state(room).seats.values() if seat.name == "Iben"] == [4]
    type_line(thea, room, "neste")
    iben.post(remote, {"noticed": "det er stille"})
    type_line(thea, room, "neste")
    for said in re.findall(r'name="said" value="([^"]+)"', iben.get(remote).content.decode())[:8]:
        answer = iben.post(remote, {"said": said, "id": str(uuid4())}).content.decode()
        assert 'data-color="spruce"' in answer, said
    assert [p.words for p in current_state(room).perceptions.values()] == ["det er stille"]
    iben.post(remote, {"said": "stop"})
    assert current_state(room).phase == Phase.GROUNDING


@pytest.mark.parametrize("anchor", ["", "0", "41", "-1", "x", "4/../", "٤"])
def test_a_number_that_is_none_is_passed_over(cast: Cast, anchor: str) -> None:
    room = plan_constellation(cast, mode="in_room")
    iben = guest_browser(invite_and_seat(room, "Iben"))
    html = iben.get(reverse("constellations:words", args=[room.pk]), {"remote": "1", "anchor": anchor}).content.decode()
    assert "stand at" not in html
