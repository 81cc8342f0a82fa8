"""What roles and practice bases are called where staff choose or read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fotfeste.people.models import PracticeBasis, Role

PRACTICE_BASIS_CHOICES: list[tuple[str, Promise]] = [
    (
        PracticeBasis.HEALTH_CARE.value,
        _("Health care: you keep a patient record, as the law asks of health personnel."),
    ),
    (
        PracticeBasis.ALTERNATIVE.value,
        _("Alternative treatment: you keep client notes, with the client’s own yes."),
    ),
    (PracticeBasis.COURSE.value, _("Courses: you keep as little as possible.")),
]
STAFF_ROLE_LABELS: dict[str, Promise] = {
    Role.THERAPIST.value: _("Therapist"),
    Role.ADMINISTRATOR.value: _("Administrator"),
}
