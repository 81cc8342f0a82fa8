from django.urls import path

from fotfeste.body import offline_check_in, views

app_name = "body"
# Neutral paths: nothing in the address bar or the history says what this is.
urlpatterns = [
    path("now/whole/", offline_check_in.save_offline_check_in, name="check_in_whole"),
    path("now/<slug:step>/", views.check_in, name="check_in"),
    path("moments/new/", views.moment, name="moment"),
    path("moments/<uuid:moment>/", views.moment_words, name="moment_words"),
    path("moments/<uuid:moment>/remove/", views.moment_remove, name="moment_remove"),
    path("next-time/", views.ask_me, name="ask_me"),
    path("next-time/<uuid:ask_me>/remove/", views.ask_me_remove, name="ask_me_remove"),
]
