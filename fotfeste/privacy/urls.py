from django.urls import path

from fotfeste.privacy import views

app_name = "privacy"
urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("consents/", views.consents, name="consents"),
    path("consents/<slug:to>/", views.consent, name="consent"),
    path("readers/", views.readers, name="readers"),
    path("copy/", views.export, name="export"),
    path("rest/", views.pause, name="rest"),
    path("forget/", views.forget, name="forget"),
    path("forgotten/", views.farewell, name="forgotten"),
]
