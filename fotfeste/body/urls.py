from django.urls import path

from fotfeste.body.ask_me import views as ask_me
from fotfeste.body.check_in import offline
from fotfeste.body.check_in import views as check_in
from fotfeste.body.moments import views as moments

app_name = "body"
# Neutral paths: nothing in the address bar or the history says what this is.
urlpatterns = [
    path("now/whole/", offline.save_offline_check_in, name="check_in_whole"),
    path("now/<slug:step>/", check_in.check_in, name="check_in"),
    path("moments/new/", moments.moment, name="moment"),
    path("moments/<uuid:moment>/", moments.moment_words, name="moment_words"),
    path("moments/<uuid:moment>/remove/", moments.moment_remove, name="moment_remove"),
    path("next-time/", ask_me.ask_me, name="ask_me"),
    path("next-time/<uuid:ask_me>/remove/", ask_me.ask_me_remove, name="ask_me_remove"),
]
