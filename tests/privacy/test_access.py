"""Ana's things: who may do what, before and after consent, bond and role end."""

import pytest
from django.http import Http404

from fotfeste.people.models import Person, Role, RoleGrant
from fotfeste.people.services import end_bond
from fotfeste.privacy.access import Act, clients_of, is_permitted, require
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import give_consent, withdraw_consent
from tests.cast import NOW, Cast


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("stranger", ["noor", "mika", "sol"])
def test_strangers_may_nothing(cast: Cast, act: Act, stranger: str) -> None:
    with pytest.raises(Http404):
        require(getattr(cast, stranger), act, cast.ana)


@pytest.mark.parametrize(
    ("act", "withdrawn"),
    [
        (Act.SEE_TRACES, ConsentTo.SHARE),
        (Act.SEE_TRACES, ConsentTo.KEEP),
        (Act.READ_NOTES, ConsentTo.NOTES),
        (Act.WRITE_NOTES, ConsentTo.NOTES),
    ],
)
def test_what_consent_opens_closes_with_it(cast: Cast, act: Act, withdrawn: ConsentTo) -> None:
    require(cast.thea, act, cast.ana)
    withdraw_consent(actor=cast.ana, client=cast.ana, to=withdrawn, now=NOW)
    with pytest.raises(Http404):
        require(cast.thea, act, cast.ana)
    give_consent(actor=cast.ana, client=cast.ana, to=withdrawn, now=NOW)
    require(cast.thea, act, cast.ana)


def assert_permissions_agree() -> int:
    """What is asked for one client by a query compiled once is what the list of clients says. How often it was yes."""
    people, allowed = list(Person.objects.all()), 0
    for actor in people:
        for act in Act:
            listed = set(clients_of(actor, act))
            for client in people:
                assert is_permitted(actor, act, client.pk) == (client in listed), (actor, act, client)
            allowed += len(listed)
    return allowed


def test_one_client_and_the_list_say_the_same_through_every_change(cast: Cast) -> None:
    before = assert_permissions_agree()
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.SHARE, now=NOW)
    after_share = assert_permissions_agree()
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)
    after_keep = assert_permissions_agree()
    RoleGrant.objects.filter(person=cast.mika, role=Role.THERAPIST).update(until=NOW)
    end_bond(client=cast.ana, therapist=cast.thea, now=NOW)
    after_bond = assert_permissions_agree()
    assert before > after_share > after_keep > after_bond


def test_under_health_care_the_journal_needs_no_consent(cast: Cast) -> None:
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.NOTES, now=NOW)
    cast.thea.practice.basis = "helsehjelp"
    cast.thea.practice.save()
    require(cast.thea, Act.WRITE_NOTES, cast.ana)


def test_nobody_consents_for_her(cast: Cast) -> None:
    with pytest.raises(Http404):
        give_consent(actor=cast.thea, client=cast.ana, to=ConsentTo.SHARE, now=NOW)


@pytest.mark.parametrize("act", [Act.FOLLOW, Act.SEE_TRACES, Act.READ_NOTES])
def test_an_ended_bond_closes_everything(cast: Cast, act: Act) -> None:
    end_bond(client=cast.ana, therapist=cast.thea, now=NOW)
    assert not clients_of(cast.thea, act).exists()


def test_a_bond_without_the_role_opens_nothing(cast: Cast) -> None:
    RoleGrant.objects.filter(person=cast.thea, role=Role.THERAPIST).update(until=NOW)
    assert not clients_of(fresh(cast.thea), Act.FOLLOW).exists()


def test_while_resting_nothing_is_seen_or_kept(cast: Cast) -> None:
    cast.ana.resting_since = NOW
    cast.ana.save()
    assert not clients_of(cast.thea, Act.SEE_TRACES).exists()
    assert not clients_of(cast.ana, Act.KEEP).exists()
    assert clients_of(cast.ana, Act.BE).exists()
