"""Settings. Everything an operator may set comes from the environment; docs/operator.md lists each name."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from fotfeste.config.csp_settings import build_content_security_policy
from fotfeste.config.database import build_throttle_database_settings, find_pooler_fault, parse_database_url
from fotfeste.config.logging_settings import build_logging_settings
from fotfeste.config.openid_settings import read_openid_settings
from fotfeste.config.template_settings import ROOMS, build_template_settings

BASE = Path(__file__).resolve().parent.parent


def read_flag(name: str) -> bool:
    return os.environ.get(name, "") == "1"


FOTFESTE_HOME = Path(os.environ.get("FOTFESTE_HOME", "var")).resolve()
FOTFESTE_DEMO = read_flag("FOTFESTE_DEMO")
FOTFESTE_KEY_FILE = Path(os.environ.get("FOTFESTE_KEY_FILE", FOTFESTE_HOME / "instance.key"))
FOTFESTE_BACKUPS = Path(os.environ.get("FOTFESTE_BACKUPS", FOTFESTE_HOME / "backups"))
FOTFESTE_AFTER_BACKUP = os.environ.get("FOTFESTE_AFTER_BACKUP", "")  # a command that sends them to another place
FOTFESTE_BACKUPS_GO_AWAY = read_flag("FOTFESTE_BACKUPS_GO_AWAY")
FOTFESTE_NEUTRAL_SITE = os.environ.get("FOTFESTE_NEUTRAL_SITE", "https://www.yr.no/")
FOTFESTE_TOMBSTONES = Path(os.environ.get("FOTFESTE_TOMBSTONES", FOTFESTE_HOME / "tombstones.jsonl"))
FOTFESTE_AUDIT_ANCHOR = Path(os.environ.get("FOTFESTE_AUDIT_ANCHOR", FOTFESTE_HOME / "audit-anchor"))
FOTFESTE_TLS = read_flag("FOTFESTE_TLS")
FOTFESTE_PROXY = os.environ.get("FOTFESTE_PROXY", "127.0.0.1,::1")  # whose X-Forwarded-For is believed
FOTFESTE_WORKERS = int(os.environ.get("FOTFESTE_WORKERS", "1"))
REDIS_URL = os.environ.get("REDIS_URL", "")  # wakes the other processes; without it they look by themselves
FOTFESTE_CHANNEL = os.environ.get("FOTFESTE_CHANNEL", "fotfeste")  # the name the wake-ups go by
FOTFESTE_MIN_FREE_MB = int(os.environ.get("FOTFESTE_MIN_FREE_MB", "200"))  # less room than this: not ready
FOTFESTE_METRICS = os.environ.get("FOTFESTE_METRICS", "")  # host:port on loopback; empty: nothing is counted aloud
FOTFESTE_BACKUP_AT = os.environ.get("FOTFESTE_BACKUP_AT", "")  # HH:MM; empty: `serve` takes no backup


def _secret_key() -> str:
    """The signing key, kept beside the instance key. A throw-away one where no installation exists (tests, checks)."""
    path = FOTFESTE_HOME / "secret.key"
    return path.read_text().strip() if path.is_file() else secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("FOTFESTE_HOSTS", "localhost,127.0.0.1").split(",")
# Where people come to a port that the proxy does not pass on: the addresses as their browsers show them.
FOTFESTE_ORIGINS = [
    each.strip().rstrip("/").lower() for each in os.environ.get("FOTFESTE_ORIGINS", "").split(",") if each
]
CSRF_TRUSTED_ORIGINS = FOTFESTE_ORIGINS or ([f"https://{host}" for host in ALLOWED_HOSTS] if FOTFESTE_TLS else [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.forms",  # its own widget templates stand behind ours
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's MFA pages use it
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "fotfeste.config.apps.FotfesteConfig",
]

MIDDLEWARE = [
    "fotfeste.http.middleware.strip_static_headers",
    "fotfeste.http.request_log.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "fotfeste.web.static_files.StaticFiles",  # above the headers that speak of pages
    "fotfeste.http.middleware.add_privacy_headers",
    "fotfeste.http.middleware.refuse_unknown_methods",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer at random, against guessing by length (BREACH)
    "csp.middleware.CSPMiddleware",
    "fotfeste.http.middleware.keyring_per_request",
    "fotfeste.http.standalone_pages.standalone_pages_middleware",
    "fotfeste.http.interrupted_session.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fotfeste.people.sessions.session_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fotfeste.http.gate.gate",
]

ROOT_URLCONF = "fotfeste.config.urls"
ASGI_APPLICATION = "fotfeste.config.asgi.application"
TEMPLATES = [build_template_settings([BASE / room / "templates" for room in ROOMS])]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": parse_database_url(os.environ.get("DATABASE_URL"), FOTFESTE_HOME),
    "counts": build_throttle_database_settings(FOTFESTE_HOME),
}
FOTFESTE_POOLER_FAULT = find_pooler_fault()
DATABASE_ROUTERS = ["fotfeste.http.throttle_store.ThrottleRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "fotfeste.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # its defaults: 100 MiB, t=2, p=8
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "fotfeste.people.passwords.LengthValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "welcome"
ACCOUNT_ADAPTER = "fotfeste.people.allauth_adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by an invitation handed to them
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to an address that has no account: nobody learns anything either way
ACCOUNT_FORMS = {
    "login": "fotfeste.people.forms.SignInForm",
    "change_password": "fotfeste.people.forms.ChangePasswordForm",
    "reset_password": "fotfeste.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "fotfeste.people.forms.NewPasswordForm",
    "reauthenticate": "fotfeste.people.forms.ConfirmByPasswordForm",
}
# Per address of the caller, and per account and address together (allauth_adapters): guessing is slow, a stranger's
# guesses never lock the owner out.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/10m/key",
    "openid": "30/m/ip",
    "room_code": "10/5m/ip",  # wrong ones only: a group may come in through one door at once
}
# The caller's address is what the connection says. uvicorn puts the forwarded one there when, and only when, the caller
# is our proxy; nobody else's X-Forwarded-For is read, by allauth neither.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
PASSWORD_RESET_TIMEOUT = 3600
FOTFESTE_OIDC, FOTFESTE_OIDC_FAULT = read_openid_settings(os.environ)
SOCIALACCOUNT_ADAPTER = "fotfeste.people.openid.provider.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True  # allauth asks only before keys of a second factor
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
MFA_ADAPTER = "fotfeste.people.allauth_adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not FOTFESTE_TLS  # browsers allow passkeys on http://localhost only
MFA_TOTP_ISSUER = "Fotfeste"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people come by an invitation handed to them, so nobody can squat on an address
MFA_FORMS = {
    "authenticate": "fotfeste.people.forms.SecondFactorForm",
    "reauthenticate": "fotfeste.people.forms.ConfirmByCodeForm",
    "activate_totp": "fotfeste.people.forms.AuthenticatorAppForm",
    "login_webauthn": "fotfeste.people.passkeys.PasskeySignInForm",
    "authenticate_webauthn": "fotfeste.people.passkeys.PasskeySecondFactorForm",
    "reauthenticate_webauthn": "fotfeste.people.passkeys.ConfirmByPasskeyForm",
    "add_webauthn": "fotfeste.people.passkeys.NewPasskeyForm",
    "edit_webauthn": "fotfeste.people.passkeys.RenamePasskeyForm",
}

SESSION_ENGINE = "fotfeste.people.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = FOTFESTE_TLS
# Under TLS a browser takes these names only from this very host, over TLS, for the whole of it: nobody can plant one.
COOKIE_PREFIX = "__Host-" if FOTFESTE_TLS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME, SCHEME_COOKIE_NAME, FACE_COOKIE_NAME = (
    COOKIE_PREFIX + name for name in ("session", "csrf", "lang", "scheme", "face")
)
SESSION_IDLE_S = 30 * 60
SESSION_LONGEST_S = 12 * 3600
CSRF_FAILURE_VIEW = "fotfeste.web.expired_form.form_too_old"

SECURE_HSTS_SECONDS = 63_072_000 if FOTFESTE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = FOTFESTE_TLS
SECURE_SSL_REDIRECT = FOTFESTE_TLS
SECURE_REDIRECT_EXEMPT = [r"^health/(live/|ready/)?$"]  # asked on the machine itself, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if FOTFESTE_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = build_content_security_policy(FOTFESTE_OIDC)

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian")), ("en", _("English"))]
LOCALE_PATHS = [BASE / room / "locale" for room in ROOMS]
TIME_ZONE = os.environ.get("FOTFESTE_TIME_ZONE", "Europe/Oslo")
USE_TZ = USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("FOTFESTE_STATIC", FOTFESTE_HOME / "static"))
NODE_MODULES = BASE.parent / "node_modules"
_PACKAGES = (
    ("digdir", NODE_MODULES / "@digdir/designsystemet-css/dist"),
    *(("font", folder) for folder in (NODE_MODULES / "@fontsource-variable").glob("*")),
)
STATICFILES_DIRS = [
    BASE / "static",
    *[(prefix, folder) for prefix, folder in _PACKAGES if folder.is_dir()],
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded in this release
    "staticfiles": {"BACKEND": "fotfeste.web.assets.Assets"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our files serve our own pages

# Tries at the door, counted for all workers together (docs/adr/0011). Roomy: a flood of addresses pushes nothing out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "counted_tries",
        "KEY_FUNCTION": "fotfeste.http.throttle_store.hash_cache_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

EMAIL_BACKEND = "fotfeste.ops.mail_backend.Outgoing"
DEFAULT_FROM_EMAIL = os.environ.get("FOTFESTE_MAIL_FROM", "fotfeste@localhost")
FOTFESTE_SMTP = os.environ.get("FOTFESTE_SMTP", "")  # host:port; empty: links are shown to hand over instead

LOGGING = build_logging_settings(os.environ.get("FOTFESTE_LOG", "json"), demo=FOTFESTE_DEMO)
SILENCED_SYSTEM_CHECKS: list[str] = []
