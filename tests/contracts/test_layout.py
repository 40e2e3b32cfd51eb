"""Rules of the tree that neither the linter nor the import rules can state."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT_DIR = Path(__file__).resolve().parents[2]
GENERATED = {"node_modules", "var", "__pycache__"}
OWN_HIDDEN_FOLDERS = {".ci"}
# Written in halves, so that this file does not break its own rule.
REGISTRY_HOSTS = [
    f"{name}.{domain}"
    for name, domain in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("deb.debian", "org"),
    )
]
CDN_HOSTS = [
    f"{name}.{domain}"
    for name, domain in (("unpkg", "com"), ("jsdelivr", "net"), ("cdnjs.cloudflare", "com"))
]
TEXT_SUFFIXES = (".py", ".toml", ".txt", ".md", ".json", ".html", ".yml", ".ts", ".tsx", ".mjs", "")
WEB_MODULES = ("django.http", "django.views", "django.shortcuts", "django.urls", "requests")


def files(*suffixes: str) -> Iterator[Path]:
    """The project's own files with these suffixes."""
    for folder, folders, names in os.walk(PROJECT_DIR):
        folders[:] = [name for name in folders if name in OWN_HIDDEN_FOLDERS or is_own(name)]
        yield from (path for name in sorted(names) if (path := Path(folder, name)).suffix in suffixes)


def is_own(folder: str) -> bool:
    """Whether a folder of this name is written by people."""
    return not folder.startswith(".") and folder not in GENERATED


def mentions(hosts: list[str], *suffixes: str) -> list[str]:
    """Where any of these hosts is named."""
    found = re.compile("|".join(map(re.escape, hosts)).encode())
    return [str(path) for path in files(*suffixes) if found.search(path.read_bytes())]


def imported_modules(path: Path) -> set[str]:
    """The modules that one source file imports."""
    imports: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imports.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports.update({node.module, *(f"{node.module}.{name.name}" for name in node.names)})
    return imports


def test_the_site_folder_is_not_a_package() -> None:
    """Python's standard library owns the name `site`."""
    assert (PROJECT_DIR / "site" / "config" / "__init__.py").exists()
    assert not (PROJECT_DIR / "site" / "__init__.py").exists()


def test_no_folder_takes_the_name_of_the_graphql_library() -> None:
    assert not (PROJECT_DIR / "graphql").exists()
    assert not (PROJECT_DIR / "site" / "graphql").exists()


@pytest.mark.parametrize("layer", ["domain", "models.py", "choices.py"])
def test_the_domain_knows_nothing_of_requests_and_pages(layer: str) -> None:
    root = PROJECT_DIR / "monitoring" / layer
    sources = list(root.rglob("*.py")) if root.is_dir() else [root]

    offenders = {
        str(path): web
        for path in sources
        if (web := {name for name in imported_modules(path) if name.startswith(WEB_MODULES)})
    }

    assert sources
    assert offenders == {}


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert mentions(REGISTRY_HOSTS, *TEXT_SUFFIXES) == []


def test_no_page_loads_anything_from_another_host() -> None:
    assert mentions(CDN_HOSTS, ".html", ".py") == []
    assert [
        str(page)
        for page in files(".html")
        if re.search(r'(?:src|href)\s*=\s*["\'](?:https?:)?//', page.read_text(encoding="utf-8"))
    ] == []


def test_every_static_file_that_a_page_names_exists() -> None:
    """In production the page would be an error; `make frontend` builds those of the front end."""
    named = {
        name
        for page in files(".html")
        for name in re.findall(r"{% static '([^']+)' %}", page.read_text(encoding="utf-8"))
    }

    assert "site/site.css" in named
    assert {name for name in named if not (PROJECT_DIR / "site" / "static" / name).exists()} == set()


def test_no_module_is_longer_than_its_budget() -> None:
    budgets = {"tests": 300, "monitoring": 250, "graphql_api": 250, "monitor_script": 250, "site": 250}

    too_long = {
        str(path): length
        for path in files(".py")
        if "migrations" not in path.parts
        and (length := len(path.read_text(encoding="utf-8").splitlines()))
        > budgets.get(path.relative_to(PROJECT_DIR).parts[0], 250)
    }

    assert too_long == {}


def test_no_work_is_left_as_a_remark() -> None:
    remark = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\b")

    assert [
        str(path) for path in files(".py", ".md", ".html", ".ts") if remark.search(path.read_text("utf-8"))
    ] == []
