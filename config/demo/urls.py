from django.urls import path

from . import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/session/", views.demo_session, name="demo_session"),
    path("demo/ballots/", views.demo_ballots, name="demo_ballots"),
    path("demo/mail/", views.demo_mail, name="demo_mail"),
]
