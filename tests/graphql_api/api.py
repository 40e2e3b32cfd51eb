"""A login's session with the GraphQL API, as a screen or a program has it."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import PASSWORD


class Api:
    """Posts to `/graphql/` with a session from the login form and the CSRF token that it came with."""

    def __init__(self, user: User) -> None:
        self._client = Client(enforce_csrf_checks=True)
        self._client.get("/accounts/login/")
        credentials = {
            "username": user.get_username(),
            "password": PASSWORD,
            "csrfmiddlewaretoken": self._token,
        }
        assert self._client.post("/accounts/login/", credentials).status_code == 302

    @property
    def _token(self) -> str:
        return self._client.cookies["csrftoken"].value

    def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer."""
        response = self._client.post(
            "/graphql/",
            {"query": query, "variables": variables},
            content_type="application/json",
            headers={"X-CSRFToken": self._token},
        )
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer that has no errors."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def error(self, query: str, **variables: Any) -> dict[str, Any]:
        """The only error of an answer."""
        (error,) = self.answer(query, **variables)["errors"]
        assert isinstance(error, dict)
        return error

    def change(self, mutation: str, selection: str, **inputs: Any) -> dict[str, Any]:
        """What one mutation answers; `selection` follows what every result can be asked for."""
        input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
        data = self.data(
            f"mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ "
            f"__typename ... on Error {{ code message }} {selection} }} }}",
            input=inputs,
        )
        result: dict[str, Any] = data[mutation]
        return result

    def counted(self, query: str, **variables: Any) -> tuple[dict[str, Any], list[str]]:
        """The data, and the SQL that answering took, login included."""
        with CaptureQueriesContext(connection) as captured:
            data = self.data(query, **variables)
        return data, [statement["sql"] for statement in captured.captured_queries]


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the domain, to be compared with what it is later."""
    tables: list[Any] = list(apps.get_app_config("monitoring").get_models())
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}
