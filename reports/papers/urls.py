from django.urls import path

from reports.papers import views

urlpatterns = [
    path("tong-hop/<int:pk>/word/", views.word, name="word"),
    path("tong-hop/<int:pk>/pdf/", views.pdf, name="pdf"),
    path("tong-hop/<int:pk>/pdf/lap/", views.pdf_drawing, name="pdf_drawing"),
    path("ke-hoach/<slug:plan>/mau-van-ban/", views.template, name="paper_template"),
    path("ke-hoach/<slug:plan>/mau-van-ban/dang-dung/", views.template_file, name="paper_template_file"),
    path("ke-hoach/<slug:plan>/mau-van-ban/mau-goc/", views.default_file, name="paper_default"),
]
