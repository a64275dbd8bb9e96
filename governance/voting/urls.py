from django.urls import path

from . import views

urlpatterns = [
    path("votes/", views.votes, name="votes"),
    path("votes/<int:pk>/", views.vote, name="vote"),
    path("votes/<int:pk>/seconding/", views.seconding, name="seconding"),
    path("votes/<int:pk>/times/", views.times, name="times"),
    path("votes/<int:pk>/ballot/", views.ballot, name="ballot"),
    path("votes/<int:pk>/result/", views.result, name="result"),
    path("boards/<slug:slug>/terms/<int:pk>/removal/", views.removal, name="removal"),
    path("closeness/<str:kind>/<int:pk>/", views.closeness, name="closeness"),
    path("boards/<slug:slug>/motions/", views.motions, name="motions"),
]
