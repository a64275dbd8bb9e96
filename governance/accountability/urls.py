from django.urls import path

from . import views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("boards/<slug:slug>/handover/", views.handover, name="handover"),
    path("boards/<slug:slug>/handovers/<int:pk>/", views.handed_over, name="handed_over"),
    path("votes/<int:pk>/answer/", views.answer, name="answer"),
    path("votes/<int:pk>/answer/<slug:key>/", views.answer, name="answer_to_one"),
]
