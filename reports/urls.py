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
    path("completeness/", views.completeness, name="completeness"),
    path("completeness/reminders/", views.reminders, name="reminders"),
    path("releases/", views.releases, name="releases"),
    path("releases/<int:number>/", views.release, name="release"),
    path("releases/<int:number>/correction/", views.correction, name="correction"),
    path("wall/<str:token>/", views.wall, name="wall"),
    path("search/", views.search, name="search"),
]
