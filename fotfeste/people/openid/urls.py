from django.urls import path

from fotfeste.people.openid import views

app_name = "openid"
urlpatterns = [
    path("account/institution/", views.account, name="account"),
    path("account/institution/begin/", views.begin, name="begin"),
    path("account/institution/return/", views.callback, name="callback"),
    path("account/institution/confirm/", views.confirm, name="confirm"),
    path("account/institution/unlink/", views.unlink, name="unlink"),
    path("account/institution/<slug:why>/", views.refusal, name="refusal"),
]
