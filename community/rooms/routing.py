"""The sockets of this room of the house. They have no language in their address."""

from django.urls import path

from .consumers import RoomConsumer

websocket_urlpatterns = [path("live/rooms/<int:pk>/", RoomConsumer.as_asgi())]


def socket_path(room_id: int, language: str) -> str:
    """Where a page finds a room's socket."""
    return f"/live/rooms/{room_id}/?lang={language}"
