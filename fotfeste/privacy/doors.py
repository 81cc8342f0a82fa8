"""Every route of the house and who may knock. A route that is not listed does not exist (404).

This is the outer door only. Whose things one sees behind it is decided by `access.clients_of`.
"""

from enum import StrEnum


class Who(StrEnum):
    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    CLIENT = "client"
    THERAPIST = "therapist"
    ADMINISTRATOR = "administrator"
    LEAD = "lead"  # fagansvarlig
    GUEST = "guest"  # someone without an account who was given a seat in one constellation
    SEATED = "seated"  # a client, a therapist or a guest: whoever can have a seat
    DEMO = "demo"  # anyone, but only in a demo
    OPENID = "openid"  # anyone, but only where sign-in through an institution is set up
    OPENID_STAFF = "openid staff"  # there, whoever works here and is nobody's client


PUBLIC = (
    "welcome",
    "health",
    "health_live",
    "health_ready",
    "language",
    "scheme",
    "safety:help",
    "safety:leaving",
    "safety:leave",
    "people:invitation",
    "privacy:forgotten",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "offline",
    "service_worker",
    "manifest",
    "constellations:join",
    "constellations:join_by_link",
    "constellations:not_here",
)

_SIGNED_IN = (
    "account_reauthenticate",
    "account_change_password",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_reauthenticate_webauthn",
    "save_draft",
    "people:sessions",
    "people:end_session",
    "people:end_other_sessions",
)

_CLIENT = (
    "face",
    "home:now",
    "home:offers",
    "home:day_after",
    "home:not_today",
    "home:traces",
    "home:me",
    "body:check_in",
    "body:check_in_whole",
    "body:moment",
    "body:moment_words",
    "body:moment_remove",
    "body:ask_me",
    "body:ask_me_remove",
    "practices:library",
    "practices:practice",
    "practices:begin",
    "practices:read",
    "practices:step",
    "practices:go",
    "practices:afterwards",
    "practices:finished",
    "safety:anchors",
    "safety:anchor_remove",
    "safety:harm",
    "safety:harm_sent",
    "privacy:welcome",
    "privacy:consents",
    "privacy:consent",
    "privacy:readers",
    "privacy:export",
    "privacy:rest",
    "privacy:forget",
    "constellations:mine",
    "constellations:since",
)

_THERAPIST = (
    "care:today",
    "care:clients",
    "care:client",
    "care:practices",
    "care:practice",
    "care:limits",
    "care:pace_review",
    "care:invite",
    "care:invitation_withdraw",
    "care:note_new",
    "care:note",
    "care:note_sign",
    "care:note_add",
    "care:ask_me_taken_up",
    "care:harm",
    "care:practice_basis",
    "care:invited",
    "care:note_discard",
    "constellations:all",
    "constellations:plan",
    "constellations:guests",
    "constellations:new_link",
)

_SEATED = (
    "constellations:board",
    "constellations:view",
    "constellations:do",
    "constellations:stop",
    "constellations:parts",
    "constellations:words",
    "constellations:replay",
    "constellations:export",
    "constellations:sheet",
    "constellations:wall",
)

_ADMINISTRATOR = (
    "institute:overview",
    "institute:staff",
    "institute:invite",
    "institute:lead",
    "institute:pace",
    "institute:end_role",
    "institute:end_sessions",
    "institute:invited",
    "institute:withdraw",
)

DOORS: dict[str, Who] = {
    **dict.fromkeys(PUBLIC, Who.ANYONE),
    **dict.fromkeys(_SIGNED_IN, Who.SIGNED_IN),
    **dict.fromkeys(_CLIENT, Who.CLIENT),
    **dict.fromkeys(_THERAPIST, Who.THERAPIST),
    **dict.fromkeys(_SEATED, Who.SEATED),
    **dict.fromkeys(_ADMINISTRATOR, Who.ADMINISTRATOR),
    **dict.fromkeys(("institute:harm_entries", "institute:harm_entry"), Who.LEAD),
    "demo_enter": Who.DEMO,
    **dict.fromkeys(("openid:begin", "openid:callback", "openid:refusal"), Who.OPENID),
    **dict.fromkeys(("openid:account", "openid:confirm", "openid:unlink"), Who.OPENID_STAFF),
}
