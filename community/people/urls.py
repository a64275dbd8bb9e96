from django.urls import path

from . import views

urlpatterns = [
    path("accounts/card/", views.card, name="card"),
    path("me/way-in/", views.my_way_in, name="my_way_in"),
    path("me/place/", views.my_place, name="my_place"),
    path("me/communities/", views.my_communities, name="my_communities"),
    path("me/details/", views.my_details, name="my_details"),
    path("me/drafts/<slug:form>/", views.draft, name="draft"),
]
