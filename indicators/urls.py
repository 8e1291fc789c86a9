from django.urls import path

from indicators.views import submissions, templates, uploads, work

urlpatterns = [
    path("work/", work.work, name="work"),
    path("submissions/", submissions.index, name="submissions"),
    path("submissions/<int:pk>/", submissions.detail, name="submission"),
    path("submissions/<int:pk>/submit/", submissions.submit, name="submit"),
    path("submissions/<int:pk>/withdraw/", submissions.withdraw, name="withdraw"),
    path("submissions/<int:pk>/approve/", submissions.approve, name="approve"),
    path("submissions/<int:pk>/return/", submissions.return_to_clerk, name="return"),
    path("releases/<int:number>/undo/", submissions.undo, name="undo"),
    path("forms/<str:code>/template/", templates.download, name="template"),
    path("uploads/new/", uploads.new, name="upload"),
    path("uploads/<int:pk>/original/", uploads.original, name="original"),
]
