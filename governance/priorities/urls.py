from django.urls import path

from .views import plans, priorities

urlpatterns = [
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/suggestions/", priorities.suggestions, name="suggestions"),
    path("priorities/suggestion/", priorities.suggesting, name="suggesting"),
    path("priorities/suggestion/<int:pk>/", priorities.suggestion, name="suggestion"),
    path("priorities/suggestion/<int:pk>/backing/", priorities.backing, name="suggestion_backing"),
    path("priorities/<slug:slug>/", priorities.priority, name="priority"),
    path("boards/<slug:slug>/money/", plans.board_money, name="board_money"),
    path("boards/<slug:slug>/plan/", plans.board_plan, name="board_plan"),
    path("boards/<slug:slug>/plans/<int:pk>/", plans.plan, name="plan"),
]
