from django.urls import path

from reports import downloads, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("pillars/<str:code>/", views.pillar, name="pillar"),
    path("topics/<str:code>/", views.topic, name="topic"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
    path("indicators/<str:code>/<slug:view>.<slug:kind>", downloads.indicator_file, name="indicator_file"),
    path("observations/<int:pk>/", views.observation, name="observation"),
    path("regions/", views.regions, name="regions"),
    path("regions/<str:code>/", views.region, name="region"),
    path("releases/", views.releases, name="releases"),
    path("releases/<int:number>/", views.release, name="release"),
]
