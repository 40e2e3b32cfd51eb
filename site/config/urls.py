"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from django.views.i18n import set_language

from config.language import ScriptTexts
from config.pages import HomePage, LogOutEverywhere

admin.site.site_title = admin.site.site_header = _("Manual assignments")

handler500 = "config.errors.server_error"

urlpatterns = [
    path("", HomePage.as_view(), name="home"),
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/logout-everywhere/", LogOutEverywhere.as_view(), name="logout_everywhere"),
    path("admin/", admin.site.urls),
    path("graphql/", include("graphql_api.urls")),
    path("monitoring/", include("monitoring.urls")),
    path("language/", set_language, name="set_language"),
    path("language/catalogue/", ScriptTexts.as_view(), name="javascript-catalog"),
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("site/favicon.svg"))),
]
