"""The API's own description: OpenAPI 3.1, generated from the models that validate the requests."""

import re
from typing import Any

from flask import Blueprint, jsonify
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from routines.web import OPERATIONS, Operation

blueprint = Blueprint("api", __name__)

_PROBLEMS = {
    "401": "Not signed in: the queue stays on the phone",
    "403": "This device was signed out from afar, or the request came from another site",
    "404": "It is not there, or not for who asks",
    "409": "It does not fit what is stored",
    "413": "Too large",
    "415": "Not of the kind that this address takes",
    "422": "A field cannot be taken",
    "429": "Too often: try again later",
}

_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def document() -> dict[str, Any]:
    """The whole description as plain JSON."""
    inputs: list[tuple[type[BaseModel], Any]] = []
    for operation in OPERATIONS:
        if operation.request:
            inputs.append((operation.request, "validation"))
        if operation.response:
            inputs.append((operation.response, "serialization"))
    refs, schemas = models_json_schema(inputs, ref_template="#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Evenfall",
            "version": "1",
            "description": "What the phone uses. Every answer carries Evenfall-Time, the server's clock.",
        },
        "paths": paths,
        "components": {
            "schemas": {**schemas.get("$defs", {}), "Problem": _PROBLEM_SCHEMA},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "evenfall"}},
        },
        "security": [{"session": []}],
    }


def _described(operation: Operation, refs: Any) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": f"{operation.method}{operation.path.replace('/', '_')}",
    }
    if names := re.findall(r"{(\w+)}", operation.path):
        described["parameters"] = [_named(name) for name in names]
    if operation.request:
        schema = refs[(operation.request, "validation")]
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if operation.file:
        described["requestBody"] = {
            "required": True,
            "content": {"multipart/form-data": _form(operation.file)},
        }
    answer: dict[str, Any] = {"description": operation.summary}
    if operation.response:
        schema = refs[(operation.response, "serialization")]
        answer["content"] = {"application/json": {"schema": schema}}
    described["responses"] = {str(operation.status): answer}
    for status in operation.problems:
        described["responses"][status] = {
            "description": _PROBLEMS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return described


def _named(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _form(field: str) -> dict[str, Any]:
    file = {"type": "string", "format": "binary"}
    return {"schema": {"type": "object", "required": [field], "properties": {field: file}}}


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Any:
    return jsonify(document())
