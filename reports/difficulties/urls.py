from django.urls import path

from reports.difficulties import matters, views

_PLAN = "ke-hoach/<slug:plan>/kho-khan/"
urlpatterns = [
    path(_PLAN, views.difficulties, name="difficulties"),
    path(f"{_PLAN}neu/", views.raise_difficulty, name="raise_difficulty"),
    path(f"{_PLAN}excel/", views.difficulty_sheet, name="difficulty_sheet"),
    path(f"{_PLAN}cung-xu-ly/", matters.difficulty_batch, name="difficulty_batch"),
    path(f"{_PLAN}gop-nhom/", matters.group_difficulties, name="group_difficulties"),
    path(f"{_PLAN}cho-quyet-dinh/", matters.difficulty_matters, name="difficulty_matters"),
    path("kho-khan/<int:pk>/", views.difficulty, name="difficulty"),
    path("kho-khan/nhom/<int:pk>/", matters.difficulty_group, name="difficulty_group"),
    path("kho-khan/van-ban/<int:pk>/", views.difficulty_paper, name="difficulty_paper"),
]
