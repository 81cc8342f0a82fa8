from django.urls import path

from fotfeste.people.invitation_views import invitation

app_name = "people"
urlpatterns = [path("invitation/<str:token>/", invitation, name="invitation")]
