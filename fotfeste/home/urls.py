from django.urls import path

from fotfeste.home import views

app_name = "home"
urlpatterns = [
    path("now/", views.now, name="now"),
    path("now/<uuid:dose>/day-after/", views.day_after, name="day_after"),
    path("choose/", views.offers, name="offers"),
    path("another-day/", views.not_today, name="not_today"),
    path("traces/", views.traces, name="traces"),
    path("me/", views.me, name="me"),
]
