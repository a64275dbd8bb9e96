from django.urls import path

from . import views

urlpatterns = [
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/<int:pk>/", views.proposal, name="proposal"),
    path("proposals/<int:pk>/version/", views.version, name="proposal_version"),
    path("proposals/<int:pk>/sending/", views.sending, name="proposal_sending"),
    path("proposals/<int:pk>/withdrawal/", views.withdrawal, name="proposal_withdrawal"),
    path("priorities/<slug:slug>/proposal/", views.proposing, name="proposing"),
]
