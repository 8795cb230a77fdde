"""What people may type into the forms of the Prefect UI. Ids only: Prefect keeps parameters in plain text."""

from collections.abc import Iterable
from typing import Annotated, Any

from prefect.utilities.callables import ParameterSchema
from pydantic import Field

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

StudyId = Annotated[str, Field(pattern=ID_PATTERN)]
RecordingId = Annotated[str, Field(pattern=ID_PATTERN)]
RecordingOrAll = Annotated[str, Field(pattern=rf"^$|{ID_PATTERN}")]
"""One recording, or, empty, all of them."""


class ClosedSchema(ParameterSchema):
    """A form without room for anything else. Prefect leaves it open, and keeps whatever a caller adds."""

    additionalProperties: bool = False  # noqa: N815 - JSON schema's own spelling


def closed(schema: ParameterSchema, studies: Iterable[str]) -> ClosedSchema:
    """The same form, offering these studies and taking no other, nor any field beside its own."""
    study: dict[str, Any] = {**schema.properties["study"], "enum": sorted(studies)}
    fields = {**schema.model_dump(), "properties": {**schema.properties, "study": study}}
    return ClosedSchema(**fields, additionalProperties=False)
