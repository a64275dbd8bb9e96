from django.urls import path

from . import views

urlpatterns = [
    path("accounts/card/", views.card, name="card"),
    path("accounts/2fa/webauthn/add/", views.MakingPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/way-in/", views.my_way_in, name="my_way_in"),
    path("me/place/", views.my_place, name="my_place"),
    path("me/communities/", views.my_communities, name="my_communities"),
    path("me/details/", views.my_details, name="my_details"),
    path("me/drafts/<slug:form>/", views.draft, name="draft"),
]
