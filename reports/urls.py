from django.urls import path

from reports import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("pillars/<str:code>/", views.pillar, name="pillar"),
    path("topics/<str:code>/", views.topic, name="topic"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
    path("observations/<int:pk>/", views.observation, name="observation"),
    path("regions/", views.regions, name="regions"),
    path("regions/<str:code>/", views.region, name="region"),
    path("compare/", views.compare, name="compare"),
    path("compare/topics/", views.matrix, name="matrix"),
    path("releases/", views.releases, name="releases"),
    path("releases/<int:number>/", views.release, name="release"),
]
