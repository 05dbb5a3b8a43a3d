from django.urls import path

from reports.review import board_views, desk_views, extend_views, returning_views, views

urlpatterns = [
    path("ke-hoach/<slug:plan>/ky/", views.rounds, name="rounds"),
    path("ke-hoach/<slug:plan>/ky/mo/", views.open_round, name="open_round"),
    path("ke-hoach/<slug:plan>/ky/<int:year>/", board_views.board, name="board"),
    path("ke-hoach/<slug:plan>/ky/<int:year>/gia-han/", extend_views.extend_several, name="extend_several"),
    path("bao-cao/<int:pk>/gia-han/", extend_views.extend, name="extend"),
    path("bao-cao/<int:pk>/duyet/", desk_views.review, name="review"),
    path("bao-cao/<int:pk>/duyet/nhiem-vu/<int:entry>/", desk_views.decide_task, name="decide_task"),
    path("bao-cao/<int:pk>/duyet/chi-tieu/<int:entry>/", desk_views.decide_indicator, name="decide_indicator"),
    path("bao-cao/<int:pk>/duyet/phan-sach/", desk_views.accept_clean, name="accept_clean"),
    path("bao-cao/<int:pk>/duyet/tra-lai/", returning_views.return_items, name="return_items"),
    path("bao-cao/<int:pk>/duyet/dang-mo/", desk_views.colleagues, name="review_presence"),
    path("bao-cao/<int:pk>/duyet/ket-thuc/", desk_views.finish, name="finish_review"),
]
