from django.urls import path

from reports.views import figures, files, regions, reporting, search, tables, wall

urlpatterns = [
    path("", figures.overview, name="overview"),
    path("figures.<slug:kind>", files.overview_file, name="overview_file"),
    path("brief/", figures.brief, name="brief"),
    path("pillars/<str:code>/", figures.pillar, name="pillar"),
    path("pillars/<str:code>/figures.<slug:kind>", files.pillar_file, name="pillar_file"),
    path("topics/<str:code>/", figures.topic, name="topic"),
    path("topics/<str:code>/figures.<slug:kind>", files.topic_file, name="topic_file"),
    path("topics/<str:code>/districts.<slug:kind>", tables.smalls_file, name="smalls_file"),
    path("indicators/<str:code>/", figures.indicator, name="indicator"),
    path("indicators/<str:code>/<slug:view>.<slug:kind>", files.indicator_file, name="indicator_file"),
    path("observations/<int:pk>/", figures.observation, name="observation"),
    path("regions/", regions.regions, name="regions"),
    path("regions/<str:code>/", regions.region, name="region"),
    path("regions/<str:code>/targets.<slug:kind>", tables.targets_file, name="targets_file"),
    path("completeness/", reporting.completeness, name="completeness"),
    path("completeness/figures.<slug:kind>", tables.completeness_file, name="completeness_file"),
    path("completeness/reminders/", reporting.reminders, name="reminders"),
    path("compare/", regions.compare, name="compare"),
    path("compare/figures.<slug:kind>", tables.compare_file, name="compare_file"),
    path("compare/topics/", regions.matrix, name="matrix"),
    path("compare/topics/figures.<slug:kind>", tables.matrix_file, name="matrix_file"),
    path("releases/", reporting.releases, name="releases"),
    path("releases/figures.<slug:kind>", tables.releases_file, name="releases_file"),
    path("releases/targets/", reporting.revisions, name="revisions"),
    path("releases/<int:number>/", reporting.release, name="release"),
    path("releases/<int:number>/correction/", reporting.correction, name="correction"),
    path("wall/<str:token>/", wall.wall, name="wall"),
    path("search/", search.search, name="search"),
]
