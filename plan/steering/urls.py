from django.urls import path

from plan.steering import group_views, views

_STEERING = "ke-hoach/<slug:plan>/dieu-hanh"
_GROUPS = "nhom-co-quan"

urlpatterns = [
    path(f"{_STEERING}/", views.steering, name="steering"),
    path(f"{_STEERING}/dau-moi/", views.coordinator, name="coordinator"),
    path(f"{_STEERING}/chu-quan/", views.authority, name="authority"),
    path(f"{_STEERING}/noi-nhan/them/", views.add_addressee, name="add_addressee"),
    path(f"{_STEERING}/noi-nhan/<int:pk>/", views.change_addressee, name="change_addressee"),
    path(f"{_STEERING}/noi-nhan/<int:pk>/ket-thuc/", views.end_addressee, name="end_addressee"),
    path(f"{_GROUPS}/", group_views.groups, name="groups"),
    path(f"{_GROUPS}/them/", group_views.add_group, name="add_group"),
    path(f"{_GROUPS}/<slug:code>/", group_views.group, name="group"),
    path(f"{_GROUPS}/<slug:code>/them/", group_views.add_members, name="add_members"),
    path(f"{_GROUPS}/<slug:code>/ket-thuc/", group_views.end_members, name="end_members"),
]
