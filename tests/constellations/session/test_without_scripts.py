"""A whole session by plain forms: each is read off the page, filled and sent, as a browser without JavaScript does."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.constellations.board import State
from fotfeste.constellations.board.enums import Kind, Phase, Role
from fotfeste.constellations.models import BoardEvent, Constellation
from fotfeste.constellations.services import current_state
from tests.cast import Cast
from tests.constellations.make_constellation import add_element, invite_and_seat, lead_to, plan_constellation, seat_of
from tests.constellations.session.form_browser import (
    browser_of,
    get_page,
    guest_browser,
    parse_forms,
    post_command,
    press_stop,
    submit_form,
)


class PairBrowsers:
    """Ana and Thea at their pages."""

    def __init__(self, cast: Cast, one: Constellation):
        self.one, self.ana, self.thea = one, browser_of(cast.ana), browser_of(cast.thea)

    @property
    def state(self) -> State:
        return current_state(self.one.pk)

    def figure(self, label: str) -> str:
        return next(key for key, element in self.state.elements.items() if element.label == label)

    def client(self, do: str, **fields: object) -> None:
        assert submit_form(self.ana, self.one, do, **fields).status_code == 302

    def leads(self, do: str, **fields: object) -> None:
        assert submit_form(self.thea, self.one, do, **fields).status_code == 302


@pytest.fixture
def two(cast: Cast, pair: Constellation) -> PairBrowsers:
    return PairBrowsers(cast, pair)


def test_from_screening_to_closed(two: PairBrowsers) -> None:
    lead_to_board(two)
    work_at_board(two)
    two.client("keepwords", words="Steinen var varm.")
    two.leads("setphase", to="deroling")
    two.client("letgo", figure=two.state.seats[seat_of(two.one, Role.CLIENT).key].owes[0])
    two.leads("setphase", to="aftercare")
    two.leads("setphase", to="closed")
    assert two.state.phase == Phase.CLOSED
    ended = get_page(two.ana, two.one)
    assert "Steinen var varm." in ended and reverse("safety:harm") in ended
    assert "Steinen var varm." not in get_page(two.thea, two.one)  # what she keeps is hers


def lead_to_board(two: PairBrowsers) -> None:
    two.client("consent", purpose="take_part", given="true")
    two.leads("setphase", to="arriving")
    two.client("tell", activation="3")
    two.client("tell", safety="4")
    assert "4" in re.sub(r"<[^>]+>", "", get_page(two.thea, two.one).split('id="told"')[1])[:200]
    two.leads("setphase", to="intention")
    two.client("setissue", words="Uroen om søndagene.")
    two.client("proposephase", to="choosing")
    two.leads("setphase", to="choosing")
    for label, kind in (("Stein", "resource"), ("Jeg", "self"), ("Mor", "person")):
        two.client("add", label=label, kind=kind)
    two.leads("setphase", to="placing")


def work_at_board(two: PairBrowsers) -> None:
    ana = seat_of(two.one, Role.CLIENT).key
    for label, x, y in (("Stein", 360, 700), ("Jeg", 600, 700), ("Mor", 600, 300)):
        two.client("move", figure=two.figure(label), x=x, y=y, heading=0)
    two.client("assign", seat=ana, figure=two.figure("Jeg"))
    two.client("appear", figure=two.figure("Mor"), posture="sitting")
    two.client("draw", start=two.figure("Jeg"), end=two.figure("Mor"), words="savn")
    two.leads("takepicture", moment="first")
    two.leads("setphase", to="sensing")
    two.client("perceive", region="hands", quality="warm", intensity="3", words="Det løsner litt.")
    two.leads("offer", to=ana, words="Jeg ser deg.")
    sentence = next(iter(two.state.sentences))
    two.client("reply", sentence=sentence, answer="changed", own="Jeg ser deg nå.")
    two.leads("putaway", perception=next(iter(two.state.perceptions)), away="true")
    two.leads("setphase", to="moving")
    two.client("move", heading=90)
    stop_and_resume(two)
    two.leads("setphase", to="closing")


def stop_and_resume(two: PairBrowsers) -> None:
    press_stop(two.ana, two.one)
    resume = [form for form in parse_forms(get_page(two.thea, two.one)) if form.get("do") == "resume"]
    assert not resume  # she stopped: her yes comes first
    two.client("agree", yes="true")
    two.leads("resume", seen=two.state.seq)
    assert two.state.phase == Phase.MOVING


def test_a_stop_counts_each_time(two: PairBrowsers) -> None:
    """Also from a page that was loaded long ago: a stop carries no id that could have been used."""
    lead_to(two.one, Phase.MOVING)
    stops = [form for form in parse_forms(get_page(two.ana, two.one)) if form.get("do") is None and "id" not in form]
    assert stops
    for _time in (1, 2):
        press_stop(two.ana, two.one)
        assert two.state.phase == Phase.GROUNDING
        two.client("agree", yes="true")
        two.leads("resume", seen=two.state.seq)


def test_what_was_typed_stays_in_its_form_when_it_is_refused(cast: Cast) -> None:
    one = plan_constellation(cast, method="intention")
    lead_to(one, Phase.CHOOSING)
    for label, kind in (("Jeg", Kind.SELF), ("Stein", Kind.RESOURCE), ("Ønske", Kind.GOAL)):
        add_element(one, label, kind)
    answer = post_command(browser_of(cast.ana), one, "add", label="En fjerde", kind="person")
    form = answer.content.decode().split('data-form="add"')[1].split("</form>")[0]
    assert answer.status_code == 409 and 'value="En fjerde"' in form and 'value="person" selected' in form
    assert re.search(r'ask__said" role="status">[^<]+<', form)
    assert current_state(one.pk).seq == len(BoardEvent.objects.filter(constellation=one))  # nothing was kept of it


def test_what_has_no_words_in_it_is_answered_on_the_page(two: PairBrowsers) -> None:
    lead_to(two.one, Phase.CHOOSING)
    answer = two.ana.post(
        reverse("constellations:do", args=[two.one.pk]), {"do": "letgo", "figure": "none"}, follow=True
    )
    assert answer.redirect_chain and answer.status_code == 200
    assert 'class="message"' in answer.content.decode()


def test_a_form_sent_twice_is_one_event(two: PairBrowsers) -> None:
    lead_to(two.one, Phase.CHOOSING)
    form = {"id": str(uuid4()), "do": "add", "label": "Mor", "kind": "person"}
    for _time in (1, 2):
        two.ana.post(reverse("constellations:do", args=[two.one.pk]), form)
    assert BoardEvent.objects.filter(constellation=two.one, kind="Added").count() == 1


def test_what_a_guest_does_by_forms(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.CHOOSING)
    mother = add_element(group, "Mor", Kind.RESOURCE)
    lead_to(group, Phase.PLACING)
    thea, iben = browser_of(cast.thea), invite_and_seat(group, "Iben", admitted=False)
    browser: Client = guest_browser(iben)
    assert submit_form(thea, group, "admit", seat=iben.key).status_code == 302
    submit_form(browser, group, "consent", purpose="take_part", given="true")
    submit_form(thea, group, "move", figure=mother, x=600, y=500)
    submit_form(thea, group, "assign", seat=iben.key, figure=mother)
    lead_to(group, Phase.SENSING)
    submit_form(browser, group, "perceive", impulse="vil snu seg")
    submit_form(browser, group, "stepout")
    assert current_state(group.pk).seats[iben.key].figure == ""
    submit_form(browser, group, "comeback")
    lead_to(group, Phase.DEROLING)
    submit_form(browser, group, "letgo", figure=mother)
    submit_form(browser, group, "takebackwords")
    assert "vil snu seg" not in get_page(thea, group)


def test_a_role_nobody_stepped_out_of_is_told_why(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.CHOOSING)
    mother, thea, iben = add_element(group, "Mor", Kind.RESOURCE), browser_of(cast.thea), invite_and_seat(group, "Iben")
    submit_form(thea, group, "assign", seat=iben.key, figure=mother)
    lead_to(group, Phase.DEROLING)
    submit_form(guest_browser(iben), group, "leave")
    lead_to(group, Phase.AFTERCARE)
    submit_form(thea, group, "waive", seat=iben.key, why="Hun ringte meg etterpå.")
    submit_form(thea, group, "setphase", to="closed")
    assert current_state(group.pk).phase == Phase.CLOSED


def test_what_is_handed_on_and_taken_back(cast: Cast, group: Constellation) -> None:
    lead_to(group, Phase.CHOOSING)
    thea, per = browser_of(cast.thea), invite_and_seat(group, "Per", Role.COHOST)
    submit_form(thea, group, "grant", seat=per.key, right="elements", given="true")
    assert "elements" in current_state(group.pk).seats[per.key].granted
    submit_form(thea, group, "grant", seat=per.key, right="elements", given="false")
    assert not current_state(group.pk).seats[per.key].granted
    submit_form(thea, group, "freeze", on="true")
    submit_form(thea, group, "resume")
    submit_form(thea, group, "slow", seconds="5")
    submit_form(thea, group, "remove", seat=per.key)
    assert guest_browser(per).get(reverse("constellations:board", args=[group.pk])).status_code == 404


def test_what_was_closed_after_a_hard_time_is_opened_with_a_reason(cast: Cast) -> None:
    one = plan_constellation(cast, deep_closed=True)
    thea = browser_of(cast.thea)
    lead_to(one, Phase.PLACING)
    offered = [form.get("to", set()) for form in parse_forms(get_page(thea, one)) if form.get("do") == "setphase"]
    assert not any("sensing" in each for each in offered)
    submit_form(thea, one, "opendeep", reason="Vi har god tid, og hun vil selv.")
    submit_form(thea, one, "setphase", to="sensing")
    assert current_state(one.pk).phase == Phase.SENSING
