from django.urls import path

from fotfeste.institute import views as institute
from fotfeste.institute.harm_review import views as harm_review
from fotfeste.institute.staff import views as staff

app_name = "institute"
urlpatterns = [
    path("lead/", harm_review.harm_entries, name="harm_entries"),
    path("lead/<uuid:entry>/", harm_review.harm_entry, name="harm_entry"),
    path("institute/", institute.overview, name="overview"),
    path("institute/people/", staff.staff, name="staff"),
    path("institute/people/invite/", staff.invite, name="invite"),
    path("institute/people/invited/", staff.invitation_page, name="invited"),
    path("institute/people/<uuid:grant>/end/", staff.end_role, name="end_role"),
    path("institute/people/<uuid:member>/sessions/end/", staff.end_sessions, name="end_sessions"),
    path("institute/people/<uuid:invitation>/withdraw/", staff.withdraw, name="withdraw"),
    path("institute/lead/", institute.lead, name="lead"),
    path("institute/pace/", institute.pace, name="pace"),
]
