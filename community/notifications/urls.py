from django.urls import path

from . import views

urlpatterns = [path("me/news/", views.my_news, name="my_news")]
