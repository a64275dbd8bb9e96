from django.urls import path

from .views import applications, applying, cards, clerk, pages, welcome

urlpatterns = [
    path("boards/", pages.boards, name="boards"),
    path("boards/<slug:slug>/", pages.board, name="board"),
    path("boards/<slug:slug>/application/", applying.applying, name="board_applying"),
    path("boards/<slug:slug>/application/check/", applying.check, name="board_application_check"),
    path("boards/<slug:slug>/application/code/", applying.code, name="board_application_code"),
    path("boards/<slug:slug>/application/<int:pk>/", applying.application, name="board_application"),
    path("boards/<slug:slug>/application/<int:pk>/withdrawal/", applying.withdrawal, name="board_application_back"),
    path("boards/<slug:slug>/application/<int:pk>/deferral/", applying.deferral, name="board_application_deferral"),
    path("boards/<slug:slug>/application/<int:pk>/leaving/", applying.leaving, name="board_application_leaving"),
    path("boards/<slug:slug>/application/<slug:step>/", applying.step, name="board_application_step"),
    path("boards/<slug:slug>/applications/", applications.applications, name="board_applications"),
    path("boards/<slug:slug>/applications/<int:pk>/", applications.applicant, name="board_applicant"),
    path("boards/<slug:slug>/applications/<int:pk>/review/", applications.review, name="board_review"),
    path("boards/<slug:slug>/applications/<int:pk>/words/", applications.words, name="board_applicant_words"),
    path("boards/<slug:slug>/applications/<int:pk>/seat/", clerk.seating, name="board_seating"),
    path("boards/<slug:slug>/people/<uuid:public_id>/card/", cards.card, name="board_card"),
    path("boards/<slug:slug>/calls/", clerk.calls, name="board_calls"),
    path("boards/<slug:slug>/terms/<int:pk>/end/", clerk.ending, name="board_term_end"),
    path("boards/<slug:slug>/terms/<int:pk>/first-steps/", welcome.first_steps, name="board_first_steps"),
    path("boards/<slug:slug>/pay/", welcome.pay, name="board_pay"),
]
