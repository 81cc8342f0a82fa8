from django.urls import path

from fotfeste.safety import views

app_name = "safety"
urlpatterns = [
    path("help/", views.help_now, name="help"),
    path("leaving/", views.leaving_page, name="leaving"),
    path("leave/", views.leave, name="leave"),
    path("anchors/", views.anchors, name="anchors"),
    path("anchors/<uuid:anchor>/remove/", views.anchor_remove, name="anchor_remove"),
    # A neutral path: nothing in the address bar says what is being told.
    path("tell/", views.harm, name="harm"),
    path("tell/<uuid:entry>/", views.harm_sent, name="harm_sent"),
]
