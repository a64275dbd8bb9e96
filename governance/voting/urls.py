from django.urls import path

from .views import asking, ballots, closeness, files, pages, receipts, results, times

urlpatterns = [
    path("votes/", pages.votes, name="votes"),
    path("votes/<int:pk>/", pages.vote, name="vote"),
    path("votes/<int:pk>/seconding/", pages.seconding, name="seconding"),
    path("votes/<int:pk>/times/", times.times, name="times"),
    path("votes/<int:pk>/extensions/", times.extensions, name="extensions"),
    path("votes/<int:pk>/extensions/<int:extension>/agreement/", times.extension_agreement, name="extension_agreement"),
    path("votes/<int:pk>/ballot/", ballots.ballot, name="ballot"),
    path("votes/<int:pk>/result/", results.result, name="result"),
    path("votes/<int:pk>/rules/", files.frozen_rules, name="vote_rules"),
    path("votes/<int:pk>/count/", files.count, name="vote_count"),
    path("votes/<int:pk>/count/<str:name>", files.count_file, name="vote_count_file"),
    path("votes/<int:pk>/scrutiny/", files.scrutiny, name="vote_scrutiny"),
    path("votes/<int:pk>/scrutiny/ballots.zip", files.scrutiny_file, name="vote_scrutiny_file"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("votes/<int:pk>/queries/", results.queries, name="queries"),
    path("votes/<int:pk>/queries/<int:query>/answer/", results.query_answer, name="query_answer"),
    path("boards/<slug:slug>/terms/<int:pk>/removal/", asking.removal, name="removal"),
    path("closeness/<str:kind>/<int:pk>/", closeness.closeness, name="closeness"),
    path("boards/<slug:slug>/motions/", asking.motions, name="motions"),
    path("boards/<slug:slug>/questions/", asking.questions, name="questions"),
]
