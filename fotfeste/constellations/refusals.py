"""Why not, in words. None of these names anybody or anything on the board."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "not_allowed": gettext_lazy("That is not open to you right now."),
    "unknown": gettext_lazy("That is not here any more."),
    "unreadable": gettext_lazy("This could not be read. Nothing was changed."),
    "gone": gettext_lazy("Your place here has ended. You can close this page."),
    "closed": gettext_lazy("This constellation is closed."),
    "full": gettext_lazy("There is no free place right now. You can ask whoever invited you."),
    "frozen": gettext_lazy("Everything rests right now. Nothing was moved."),
    "slowly": gettext_lazy("It goes slowly now. You can try again in a moment."),
    "stopped_since": gettext_lazy("Somebody has stopped meanwhile. Have a look before you go on."),
    "client_has_not_agreed": gettext_lazy("The client stopped. It goes on when the client says yes."),
    "phase_not_next": gettext_lazy("From here the way does not lead there."),
    "no_consent": gettext_lazy("The client has not said yes to taking part yet."),
    "deep_closed": gettext_lazy("Sensing and moving are closed after a hard time. You can open them, with a reason."),
    "still_in_role": gettext_lazy("Someone has not stepped out of a role yet."),
    "facilitator_stays": gettext_lazy("You hold this constellation. You can close it, and then leave."),
    "not_grantable": gettext_lazy("That cannot be handed to this place."),
    "enough_elements": gettext_lazy("There is room for no more here. You can take one away first."),
    "kind_not_in_method": gettext_lazy("This kind does not belong to the method you chose."),
    "not_alone": gettext_lazy("This is for a time when someone is there with you."),
    "self_comes_first": gettext_lazy("One of the three is you. That place is kept free."),
    "stands_for_nobody": gettext_lazy("This place does not stand for anyone."),
    "has_not_said_yes": gettext_lazy("This person has not said yes to taking part yet."),
    "held_already": gettext_lazy("Someone stands there already."),
    "place_first": gettext_lazy("It has not been given a place yet."),
    "resource_first": gettext_lazy("Something that gives support comes first. Then this one can have its place."),
    "enough_marks": gettext_lazy("There is room for no more marks. You can take one away first."),
    "not_in_a_room": gettext_lazy("There are no places on the floor in this constellation."),
    "not_kept": gettext_lazy("This could not be kept right now. You can try again."),
    "enough_said": gettext_lazy("That did not work right now. Nothing was changed."),
    "nothing_said": gettext_lazy("There was nothing to keep. You can leave it so."),
}

# To a page that was opened before the board's protocol changed.
OUTDATED_PAGE = gettext_lazy(
    "The board has been renewed since you opened this page. What has happened here is kept. "
    "You can send what you are writing, and then load the page again."
)


def refusal_sentence(code: str) -> str:
    """In the language of the moment."""
    return str(SENTENCES.get(code) or _("That did not work right now. Nothing was changed."))
