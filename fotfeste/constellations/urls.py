from django.urls import path

from fotfeste.constellations.follow_up import views as follow_up
from fotfeste.constellations.guests import views as guests
from fotfeste.constellations.planning import views as planning
from fotfeste.constellations.replay import views as replay
from fotfeste.constellations.session import text_board
from fotfeste.constellations.session import views as session

app_name = "constellations"
one = "constellations/<uuid:constellation>/"
urlpatterns = [
    path("constellations/", planning.constellation_list, name="all"),
    path("constellations/plan/<uuid:client>/", planning.plan_constellation, name="plan"),
    path("constellations/mine/", follow_up.own_constellations, name="mine"),
    path("constellations/not-here/", guests.seat_ended, name="not_here"),
    path("join/", guests.join_by_code, name="join"),
    path("join/<str:token>/", guests.join_by_link, name="join_by_link"),
    path(one, session.board_page, name="board"),
    path(f"{one}view/", session.board_view, name="view"),
    path(f"{one}parts/", session.board_parts, name="parts"),
    path(f"{one}do/", session.post_command, name="do"),
    path(f"{one}stop/", session.post_stop, name="stop"),
    path(f"{one}words/", text_board.text_board_page, name="words"),
    path(f"{one}guests/", planning.guest_list, name="guests"),
    path(f"{one}guests/<uuid:seat>/link/", planning.renew_guest_link, name="new_link"),
    path(f"{one}since/", follow_up.check_back, name="since"),
    path(f"{one}replay/", replay.replay_page, name="replay"),
    path(f"{one}export/", replay.export_picture, name="export"),
    path(f"{one}sheet/", replay.floor_sheet, name="sheet"),
    path(f"{one}wall/", replay.wall_page, name="wall"),
]
