from django.urls import path

from fotfeste.constellations.afterwards import views as afterwards
from fotfeste.constellations.guests import views as guests
from fotfeste.constellations.planning import views as planning
from fotfeste.constellations.replay import views as replay
from fotfeste.constellations.session import views as session
from fotfeste.constellations.session import words

app_name = "constellations"
one = "constellations/<uuid:constellation>/"
urlpatterns = [
    path("constellations/", planning.all_held, name="all"),
    path("constellations/plan/<uuid:client>/", planning.plan, name="plan"),
    path("constellations/mine/", afterwards.mine, name="mine"),
    path("constellations/not-here/", guests.not_here, name="not_here"),
    path("join/", guests.join, name="join"),
    path("join/<str:token>/", guests.join_by_link, name="join_by_link"),
    path(one, session.board, name="board"),
    path(f"{one}view/", session.view, name="view"),
    path(f"{one}parts/", session.parts, name="parts"),
    path(f"{one}do/", session.do_it, name="do"),
    path(f"{one}stop/", session.stop, name="stop"),
    path(f"{one}words/", words.words, name="words"),
    path(f"{one}guests/", planning.guests, name="guests"),
    path(f"{one}guests/<uuid:seat>/link/", planning.new_link, name="new_link"),
    path(f"{one}since/", afterwards.since, name="since"),
    path(f"{one}replay/", replay.replay, name="replay"),
    path(f"{one}export/", replay.export, name="export"),
    path(f"{one}sheet/", replay.sheet, name="sheet"),
    path(f"{one}wall/", replay.wall, name="wall"),
]
