from django.urls import path

from . import views

urlpatterns = [
    path("rooms/<int:pk>/", views.room, name="room"),
    path("rooms/<int:pk>/messages/", views.room_messages, name="room_messages"),
    path("rooms/<int:pk>/messages/<int:seq>/hiding/", views.room_message_hidden, name="room_message_hidden"),
]
