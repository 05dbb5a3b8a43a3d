from django.urls import path

from reports.consolidate import views

urlpatterns = [
    path("ke-hoach/<slug:plan>/tong-hop/<int:year>/", views.consolidation, name="consolidation"),
    path("ke-hoach/<slug:plan>/tong-hop/<int:year>/lap/", views.build, name="build"),
    path("viec-nen/<int:pk>/", views.job, name="job"),
    path("tong-hop/<int:pk>/", views.version, name="version"),
    path("tong-hop/<int:pk>/excel/", views.workbook, name="workbook"),
    path("tong-hop/<int:pk>/word/", views.word, name="word"),
    path("tong-hop/<int:pk>/pdf/", views.pdf, name="pdf"),
    path("tong-hop/<int:pk>/ban-hanh/", views.issue, name="issue"),
]
