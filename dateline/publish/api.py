"""PAGES -> OpenAPI 3.1: what each address answers as JSON, from the Structs that the templates show."""

from __future__ import annotations

from typing import Any

import msgspec

import dateline
from dateline.publish.pages import Problem
from dateline.publish.places import BOX
from dateline.publish.routes import PAGES, Route

KINDS = {
    "text": {"type": "string"},
    "day": {"type": "string", "format": "date"},
    "number": {"type": "integer", "minimum": 1, "maximum": 999_999},
    "box": {"type": "string", "pattern": f"^{BOX}$", "description": "west,south,east,north in degrees"},
}


def openapi(base: str = "") -> dict[str, Any]:
    """The description of every page's JSON."""
    shapes = {route.page: None for route in PAGES} | {Problem: None}
    _, components = msgspec.json.schema_components(list(shapes), ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dateline", "version": dateline.__version__, "description": "Every page of a record as JSON; read-only."},
        "servers": [{"url": base or "/"}],
        "paths": {route.path: {"get": _operation(route)} for route in PAGES},
        "components": {"schemas": components},
    }


def _operation(route: Route) -> dict[str, Any]:
    asked_for = [{"name": "format", "in": "query", "schema": {"const": "json"}, "required": True}]
    parts = [part.rstrip("}") for part in route.path.split("{")[1:]]
    of_path = [{"name": name, "in": "path", "required": True, "schema": KINDS["day" if name == "day" else "text"]} for name in parts]
    of_query = [{"name": name, "in": "query", "schema": KINDS[kind]} for name, kind in route.query]
    problem = {"description": "There is no such page, or the address cannot be read.", "content": _content("Problem")}
    answers = {"200": {"description": (route.page.__doc__ or "").strip(), "content": _content(route.page.__name__)}, "4XX": problem}
    return {"operationId": route.path, "summary": (route.page.__doc__ or "").strip(), "parameters": [*of_path, *of_query, *asked_for], "responses": answers}


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
