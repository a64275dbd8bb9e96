from django.urls import path

from .views import pots, proposals

urlpatterns = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/version/", proposals.version, name="proposal_version"),
    path("proposals/<int:pk>/sending/", proposals.sending, name="proposal_sending"),
    path("proposals/<int:pk>/withdrawal/", proposals.withdrawal, name="proposal_withdrawal"),
    path("priorities/<slug:slug>/proposal/", proposals.proposing, name="proposing"),
    path("priorities/<slug:slug>/pot/", pots.pot_asking, name="pot_asking"),
    path("pots/<int:pk>/", pots.pot, name="pot"),
]
