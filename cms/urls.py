from django.urls import path

from . import me

urlpatterns = [
    path("me/", me.me, name="me"),
    path("people/<uuid:public_id>/", me.person, name="person"),
]
