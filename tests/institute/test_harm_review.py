"""'Something did not feel right', sent to the institute: the clinical lead reads it and learns nothing else."""

import re

from django.urls import reverse
from django.utils import timezone

from fotfeste.safety.models import HarmEntry
from tests.cast import Cast
from tests.sign_in import SignIn


def make_entry_to_lead(cast: Cast) -> HarmEntry:
    return HarmEntry.objects.create(
        client=cast.ana, to="lead", reader=cast.mika, words="Det ble for mye.", at=timezone.now()
    )


def name_mika_lead(cast: Cast) -> None:
    cast.institute.lead = cast.mika
    cast.institute.save()


def test_the_lead_reads_the_entry_and_learns_nothing_else(cast: Cast, enter: SignIn) -> None:
    name_mika_lead(cast)
    entry, mika = make_entry_to_lead(cast), enter(cast.mika)
    assert "Det ble for mye." not in mika.get(reverse("institute:harm_entries")).content.decode()
    page = mika.get(reverse("institute:harm_entry", args=[entry.pk])).content.decode()
    assert "Det ble for mye." in page and "Fra en klient hos Thea" in page
    assert not re.search(r"\bAna\b", page) and str(cast.ana.pk) not in page
    assert mika.get(reverse("care:client", args=[cast.ana.pk])).status_code == 404
    assert enter(cast.thea).get(reverse("care:harm", args=[entry.pk])).status_code == 404


def test_who_no_longer_leads_no_longer_reads(cast: Cast, enter: SignIn) -> None:
    name_mika_lead(cast)
    entry, mika = make_entry_to_lead(cast), enter(cast.mika)
    cast.institute.lead = None
    cast.institute.save()
    assert mika.get(reverse("institute:harm_entry", args=[entry.pk])).status_code == 404
    assert mika.get(reverse("institute:harm_entries")).status_code == 404
