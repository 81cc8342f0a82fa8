from django.urls import path

from fotfeste.practices import views

app_name = "practices"
urlpatterns = [
    path("practise/", views.library, name="library"),
    path("practise/<slug:slug>/", views.practice, name="practice"),
    path("practise/<slug:slug>/begin/", views.begin, name="begin"),
    path("practise/<slug:slug>/read/", views.read, name="read"),
    path("run/<uuid:run_id>/", views.step, name="step"),
    path("run/<uuid:run_id>/go/", views.move, name="go"),
    path("run/<uuid:run_id>/afterwards/", views.afterwards, name="afterwards"),
    path("run/<uuid:run_id>/finished/", views.finished_page, name="finished"),
]
