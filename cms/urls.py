from django.urls import path

from . import me, views

urlpatterns = [
    path("", views.first_page, name="home"),
    path("me/", me.me, name="me"),
    path("people/<uuid:public_id>/", me.person, name="person"),
]
