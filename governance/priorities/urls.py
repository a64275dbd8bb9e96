from django.urls import path

from . import views

urlpatterns = [
    path("priorities/", views.priorities, name="priorities"),
    path("priorities/suggestions/", views.suggestions, name="suggestions"),
    path("priorities/suggestion/", views.suggesting, name="suggesting"),
    path("priorities/suggestion/<int:pk>/", views.suggestion, name="suggestion"),
    path("priorities/suggestion/<int:pk>/backing/", views.backing, name="suggestion_backing"),
    path("priorities/<slug:slug>/", views.priority, name="priority"),
]
