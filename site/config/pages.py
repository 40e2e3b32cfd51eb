"""The site's own pages."""

import logging
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from config.sessions import end_sessions_of

logger = logging.getLogger(__name__)


class HomePage(LoginRequiredMixin, TemplateView):
    """Where a person lands after logging in: the doors of the product that are open to them, and what each is for."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"doors": self.doors()}

    def doors(self) -> list[dict[str, str]]:
        """Address, name and purpose of each door."""
        doors = [
            ("/monitoring/planning/", _("Planning"), _("Decide what runs now and next on each machine.")),
            ("/monitoring/board/", _("Board"), _("Every machine at a glance, for a screen on the wall.")),
            ("/graphql/", _("GraphQL explorer"), _("Ask the API anything; examples are in the first tabs.")),
            (
                "/monitoring/api/manual-assignments/",
                _("The script's list"),
                _("What planners assigned by hand, as the Monitor G5 script reads it every two minutes."),
            ),
        ]
        if self.request.user.is_staff:
            doors.append(("/admin/", _("Administration"), _("Machines, operations, accounts.")))
        return [
            {"url": url, "name": name, "purpose": purpose}
            for url, name, purpose in doors
            if is_valid_path(url)
        ]


class LogOutEverywhere(View):
    """Ends every session of the person who asks, the asking one too; whoever is logged out already is as they wish."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Answer by the login page."""
        if request.user.is_authenticated:
            ended = end_sessions_of(request.user)
            logger.info("%s logged out everywhere: %d sessions ended.", request.user.get_username(), ended)
            logout(request)
        return redirect("login")
