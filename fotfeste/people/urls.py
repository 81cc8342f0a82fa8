from django.urls import path

from fotfeste.people import session_views
from fotfeste.people.invitation_views import invitation

app_name = "people"
urlpatterns = [
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("account/sessions/", session_views.sessions, name="sessions"),
    path("account/sessions/end/", session_views.end_session, name="end_session"),
    path("account/sessions/end-others/", session_views.end_others, name="end_other_sessions"),
]
