"""Every route of the house. Each is also listed in privacy/doors.py, or it does not open."""

from django.conf import settings
from django.urls import include, path

from fotfeste.demo import views as demo
from fotfeste.kit.draft_view import save_draft
from fotfeste.ops.health import live, ready
from fotfeste.web import display_preferences, offline
from fotfeste.web.welcome import welcome

urlpatterns = [
    path("", welcome, name="welcome"),
    path("health/", ready, name="health"),  # what monitors asked before the two were apart
    path("health/live/", live, name="health_live"),
    path("health/ready/", ready, name="health_ready"),
    path("language/", display_preferences.save_language, name="language"),
    path("scheme/", display_preferences.save_color_scheme, name="scheme"),
    path("face/", display_preferences.save_name_and_icon, name="face"),
    path("offline/", offline.shell, name="offline"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("draft/<slug:form>/", save_draft, name="save_draft"),
    path("", include("fotfeste.people.openid.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("fotfeste.safety.urls")),
    path("", include("fotfeste.people.urls")),
    path("", include("fotfeste.privacy.urls")),
    path("", include("fotfeste.body.urls")),
    path("", include("fotfeste.practices.urls")),
    path("", include("fotfeste.home.urls")),
    path("", include("fotfeste.care.urls")),
    path("", include("fotfeste.institute.urls")),
    path("", include("fotfeste.constellations.urls")),
]
if settings.FOTFESTE_DEMO:
    urlpatterns.append(path("demo/<slug:door>/", demo.enter, name="demo_enter"))

handler400 = "fotfeste.http.errors.bad_request"
handler404 = "fotfeste.http.errors.not_found"
handler500 = "fotfeste.http.errors.server_error"
