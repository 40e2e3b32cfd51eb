"""The administration's pages as a browser sees them: addresses, and forms with what was loaded into them."""

from html.parser import HTMLParser
from typing import cast

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def rows(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.all()  # noqa: SLF001  # Django documents it as public


def list_page(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")  # noqa: SLF001  # as above


def add_page(model: type[Model]) -> str:
    return f"{list_page(model)}add/"


def page_of(row: Model) -> str:
    return f"{list_page(type(row))}{row.pk}/change/"


def delete_page_of(row: Model) -> str:
    return f"{list_page(type(row))}{row.pk}/delete/"


class Form(HTMLParser):
    """What a browser would send of a page's main form; `fill` and `tick` are the person's part."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and found.get("type") in {"checkbox", "radio"}:
            if "checked" in found:
                self.values[name] = found.get("value") or "on"
        elif tag == "input" and found.get("type") != "submit" and name:
            self.values[name] = found.get("value") or ""
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in found:
            self.values[self._select] = found.get("value") or ""

    def fill(self, **values: object) -> "Form":
        self.values |= {name: str(value) for name, value in values.items()}
        return self

    def tick(self, *names: str) -> "Form":
        return self.fill(**dict.fromkeys(names, "on"))

    def untick(self, *names: str) -> "Form":
        for name in names:
            self.values.pop(name, None)
        return self


def load(client: Client, address: str) -> Form:
    """Open a page with a form."""
    response = client.get(address)
    assert response.status_code == 200, response.headers
    return Form(response.text)


def save(client: Client, address: str, form: Form) -> HttpResponse:
    """Press Save and follow to the page that comes next."""
    response = client.post(address, form.values, follow=True)
    assert response.status_code == 200
    return cast("HttpResponse", response)


def delete_selected(client: Client, model: type[Model], *rows: Model) -> HttpResponse:
    """Tick rows of a list, choose the action and confirm it."""
    chosen = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in rows], "post": "yes"}
    return cast("HttpResponse", client.post(list_page(model), chosen, follow=True))


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """The messages at the fields of the form that is shown again; `__all__` for the whole form. Empty: it was saved."""
    context = getattr(response, "context", None)
    form = context["adminform"].form if context is not None and "adminform" in context else None
    return {name: list(errors) for name, errors in form.errors.items()} if form is not None else {}


def messages_of(response: HttpResponse) -> list[str]:
    """What the page says at its top."""
    return [str(message) for message in response.context["messages"]]  # type: ignore[attr-defined]  # the test client's
