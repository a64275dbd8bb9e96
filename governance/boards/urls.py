from django.urls import path

from .views import alternates, applications, balance, charters, clerk, pages, ties

urlpatterns = [
    path("boards/", pages.boards, name="boards"),
    path("boards/<slug:slug>/", pages.board, name="board"),
    path("boards/<slug:slug>/application/", applications.applying, name="board_applying"),
    path("boards/<slug:slug>/application/<str:code>/", applications.application, name="board_application"),
    path("boards/<slug:slug>/applications/", applications.applications, name="board_applications"),
    path("boards/<slug:slug>/applications/<str:code>/seat/", clerk.seating, name="board_seating"),
    path("boards/<slug:slug>/balance/", balance.balance, name="board_balance"),
    path("boards/<slug:slug>/charter/", charters.charter, name="charter"),
    path("boards/<slug:slug>/charter/<int:version>/", charters.charter, name="charter_version"),
    path("boards/<slug:slug>/charter/amendments/", charters.amending, name="amending"),
    path("boards/<slug:slug>/charter/amendments/<int:pk>/", charters.amendment, name="amendment"),
    path("boards/<slug:slug>/calls/", clerk.calls, name="board_calls"),
    path("boards/<slug:slug>/terms/<int:pk>/end/", clerk.ending, name="board_term_end"),
    path("boards/<slug:slug>/alternates/", alternates.alternates, name="board_alternates"),
    path("boards/<slug:slug>/alternates/<int:pk>/end/", alternates.alternate_end, name="board_alternate_end"),
    path("me/ties/", ties.ties, name="ties"),
    path("me/ties/<int:pk>/end/", ties.tie_end, name="tie_end"),
]
