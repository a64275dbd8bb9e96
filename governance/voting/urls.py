from django.urls import path

from .views import asking, ballots, closeness, pages, receipts, results

urlpatterns = [
    path("votes/", pages.votes, name="votes"),
    path("votes/<int:pk>/", pages.vote, name="vote"),
    path("votes/<int:pk>/seconding/", pages.seconding, name="seconding"),
    path("votes/<int:pk>/times/", pages.times, name="times"),
    path("votes/<int:pk>/ballot/", ballots.ballot, name="ballot"),
    path("votes/<int:pk>/result/", results.result, name="result"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("boards/<slug:slug>/terms/<int:pk>/removal/", asking.removal, name="removal"),
    path("closeness/<str:kind>/<int:pk>/", closeness.closeness, name="closeness"),
    path("boards/<slug:slug>/motions/", asking.motions, name="motions"),
]
