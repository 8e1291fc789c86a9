from django.urls import path

from reports import downloads, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("figures.<slug:kind>", downloads.overview_file, name="overview_file"),
    path("brief/", views.brief, name="brief"),
    path("pillars/<str:code>/", views.pillar, name="pillar"),
    path("pillars/<str:code>/figures.<slug:kind>", downloads.pillar_file, name="pillar_file"),
    path("topics/<str:code>/", views.topic, name="topic"),
    path("topics/<str:code>/figures.<slug:kind>", downloads.topic_file, name="topic_file"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
    path("indicators/<str:code>/<slug:view>.<slug:kind>", downloads.indicator_file, name="indicator_file"),
    path("observations/<int:pk>/", views.observation, name="observation"),
    path("regions/", views.regions, name="regions"),
    path("regions/<str:code>/", views.region, name="region"),
    path("completeness/", views.completeness, name="completeness"),
    path("completeness/reminders/", views.reminders, name="reminders"),
    path("compare/", views.compare, name="compare"),
    path("compare/topics/", views.matrix, name="matrix"),
    path("releases/", views.releases, name="releases"),
    path("releases/<int:number>/", views.release, name="release"),
    path("releases/<int:number>/correction/", views.correction, name="correction"),
    path("wall/<str:token>/", views.wall, name="wall"),
    path("search/", views.search, name="search"),
]
