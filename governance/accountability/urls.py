from django.urls import path

from . import views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("votes/<int:pk>/answer/", views.answer, name="answer"),
]
