from django.urls import path

from fotfeste.care.client import views as client
from fotfeste.care.clients import views as clients
from fotfeste.care.harm import views as harm
from fotfeste.care.limits import views as limits
from fotfeste.care.notes import views as notes
from fotfeste.care.practice_basis import views as practice_basis
from fotfeste.care.practice_library import views as practice_library
from fotfeste.care.today import views as today

app_name = "care"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("clients/", clients.clients, name="clients"),
    path("clients/invite/", clients.invite, name="invite"),
    path("clients/invited/", clients.invitation_page, name="invited"),
    path("invitations/<uuid:invitation>/withdraw/", clients.invitation_withdraw, name="invitation_withdraw"),
    path("clients/<uuid:client>/", client.client, name="client"),
    path("clients/<uuid:client>/limits/", limits.limits, name="limits"),
    path("clients/<uuid:client>/limits/looked-through/", limits.record_pace_review, name="pace_review"),
    path("clients/<uuid:client>/notes/new/", notes.note_new, name="note_new"),
    path("asked/<uuid:ask_me>/", client.take_up_ask_me, name="ask_me_taken_up"),
    path("notes/<uuid:note>/", notes.note, name="note"),
    path("notes/<uuid:note>/sign/", notes.note_sign, name="note_sign"),
    path("notes/<uuid:note>/add/", notes.note_add, name="note_add"),
    path("notes/<uuid:note>/discard/", notes.note_discard, name="note_discard"),
    path("entries/<uuid:entry>/", harm.harm_entry, name="harm"),
    path("library/", practice_library.library, name="practices"),
    path("library/<slug:slug>/", practice_library.practice, name="practice"),
    path("practice-basis/", practice_basis.practice_basis, name="practice_basis"),
]
