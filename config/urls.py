"""Every address of the product. Pages are under Vietnamese words; /api/ speaks English."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import administration, health, home, signin

urlpatterns = [
    path("", home.home, name="home"),
    path("quan-tri/", administration.administration, name="administration"),
    path("dang-nhap/", signin.SignIn.as_view(), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", signin.ChangePassword.as_view(), name="password_change"),
    path("doi-mat-khau/xong/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("config.api")),
    path("", include("agencies.urls")),
    path("", include("targets.urls")),
    path("", include("plan.urls")),
    path("", include("reports.urls")),
]
