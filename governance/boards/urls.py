from django.urls import path

from .views import applications, cards, clerk, pages, welcome

urlpatterns = [
    path("boards/", pages.boards, name="boards"),
    path("boards/<slug:slug>/", pages.board, name="board"),
    path("boards/<slug:slug>/application/", applications.applying, name="board_applying"),
    path("boards/<slug:slug>/applications/", applications.applications, name="board_applications"),
    path("boards/<slug:slug>/applications/<int:pk>/seat/", clerk.seating, name="board_seating"),
    path("boards/<slug:slug>/applications/<int:pk>/", applications.application, name="board_applicant"),
    path("boards/<slug:slug>/people/<uuid:public_id>/card/", cards.card, name="board_card"),
    path("boards/<slug:slug>/calls/", clerk.calls, name="board_calls"),
    path("boards/<slug:slug>/terms/<int:pk>/end/", clerk.ending, name="board_term_end"),
    path("boards/<slug:slug>/terms/<int:pk>/first-steps/", welcome.first_steps, name="board_first_steps"),
    path("boards/<slug:slug>/pay/", welcome.pay, name="board_pay"),
]
