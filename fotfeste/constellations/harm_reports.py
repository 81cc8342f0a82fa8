"""Whether a constellation was hard for the client: stopped by her, or told of as harmful afterwards."""

from fotfeste.constellations.models import CheckBackAnswers, Constellation
from fotfeste.constellations.store import event_store
from fotfeste.people.models import Person

HEAVIER = "heavier"


def was_last_constellation_hard(client: Person) -> bool:
    """Whether she stopped the last one, or told afterwards of something heavy. Which of them, is not answered.

    For the planning of the next one only, whoever held the last: the page that asks how it has been tells her so.
    """
    begun = Constellation.objects.filter(client=client, begun_at__isnull=False)
    last = begun.select_related("check_back").order_by("-begun_at").first()
    if last is None:
        return False
    back = getattr(last, "check_back", None)
    return bool(back and reports_harm(back.answers)) or event_store.was_stopped_by(last.pk, client.pk)


def reports_harm(answers: CheckBackAnswers) -> bool:
    """What she ticked tells of something unwanted. Her own words are never looked into."""
    return answers.since == HEAVIER or bool(answers.effects)
