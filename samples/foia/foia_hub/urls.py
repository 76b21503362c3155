from django.urls import path

from foia_hub import views

urlpatterns = [
    path("", views.contacts),
    path("slow", views.slow),
    path("healthz", views.healthz),
]
