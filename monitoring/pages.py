"""The planning screens: pages without data of their own, whose scripts ask the GraphQL door for everything."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

# What GraphQL's Int holds, in which the screen asks for its machine.
GREATEST_MACHINE_PK = 2**31 - 1


# Never kept by the browser: going back after logging out must not show what the script had put into the page.
@method_decorator(never_cache, name="dispatch")
class Screen(LoginRequiredMixin, TemplateView):
    """A page for any login: what a person may see and do there is the GraphQL door's decision."""

    http_method_names = ["get", "head"]


class PlanningPage(Screen):
    """What runs on every machine, and what runs next."""

    template_name = "monitoring/planning.html"


class MachinePage(Screen):
    """One machine: its slots, the search for operations, and its history."""

    template_name = "monitoring/machine.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the page; raises Http404 for a key that no machine can have. Whether there is one, the script asks."""
        if kwargs["machine_pk"] > GREATEST_MACHINE_PK:
            raise Http404
        return super().get(request, *args, **kwargs)


class BoardPage(Screen):
    """Every machine at a glance, for a screen on the wall: nothing on it is operated."""

    template_name = "monitoring/board.html"
