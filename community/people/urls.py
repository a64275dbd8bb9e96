from django.urls import path

from . import views

urlpatterns = [
    path("me/place/", views.my_place, name="my_place"),
    path("me/communities/", views.my_communities, name="my_communities"),
    path("me/details/", views.my_details, name="my_details"),
    path("me/drafts/<slug:form>/", views.draft, name="draft"),
]
