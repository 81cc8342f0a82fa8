"""What came with a form: shown again wherever it could not be taken."""

from django.http import HttpRequest

# What a form carries for itself, and what is never shown again.
HIDDEN_FIELDS = {
    "csrfmiddlewaretoken",
    "row",
    "tab",
    "seen",
    "go",
    "step",
    "move",
    "next",
    "dose",
    "softer",
    "fotfeste_form",
    "whose",
}
SECRET_FIELDS = {"password", "password1", "password2", "oldpassword", "code", "credential"}


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed or chose, to be shown again; no password, no code."""
    return [
        (name, value) for name, value in posted_fields(request) if value and name not in HIDDEN_FIELDS | SECRET_FIELDS
    ]


def posted_fields(request: HttpRequest) -> list[tuple[str, str]]:
    all_fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    return [(name, value) for name, value in all_fields if name != "csrfmiddlewaretoken"]
