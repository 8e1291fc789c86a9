from django.urls import path

from indicators.views import cells, marked, receipts, submissions, templates, uploads, work

urlpatterns = [
    path("work/", work.work, name="work"),
    path("work/seen/", work.seen, name="seen"),
    path("submissions/", submissions.index, name="submissions"),
    path("submissions/<int:pk>/", submissions.detail, name="submission"),
    path("submissions/<int:pk>/form/", receipts.printed, name="printed"),
    path("submissions/<int:pk>/save/", cells.save, name="save"),
    path("submissions/<int:pk>/nil/", cells.nil, name="nil"),
    path("submissions/<int:pk>/explain/", cells.explain, name="explain"),
    path("submissions/<int:pk>/files/<int:upload>/drop/", cells.drop, name="drop"),
    path("submissions/<int:pk>/submit/", submissions.submit, name="submit"),
    path("submissions/<int:pk>/withdraw/", submissions.withdraw, name="withdraw"),
    path("submissions/<int:pk>/sign-off/", submissions.sign_off, name="sign_off"),
    path("submissions/<int:pk>/approve/", submissions.approve, name="approve"),
    path("submissions/<int:pk>/return/", submissions.return_to_clerk, name="return"),
    path("releases/<int:number>/undo/", submissions.undo, name="undo"),
    path("receipts/<int:pk>/", receipts.receipt, name="receipt"),
    path("forms/<str:code>/begin/", cells.begin, name="begin"),
    path("forms/<str:code>/template/", templates.download, name="template"),
    path("uploads/new/", uploads.new, name="upload"),
    path("uploads/<int:pk>/", uploads.detail, name="uploaded"),
    path("uploads/<int:pk>/answer/", uploads.answer, name="answer"),
    path("uploads/<int:pk>/drop/", uploads.drop, name="drop_upload"),
    path("uploads/<int:pk>/marked.xlsx", marked.download, name="marked"),
    path("uploads/<int:pk>/original/", uploads.original, name="original"),
]
