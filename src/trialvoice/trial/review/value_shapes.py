"""What a reviewer can fill in of each kind of finding: shapes from the records, labels from `value_fields.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    CrfItem,
    FollowUp,
    Interaction,
    MedicalHistory,
    MissedDose,
    Mood,
    PartialDate,
    ProtocolDeviation,
    TreatmentResponse,
    Value,
    VitalSign,
)

Control = Literal["text", "long", "whole", "number", "date", "choice", "yes_no", "many", "coding", "fixed"]
_MADE = (
    AdverseEvent,
    ProtocolDeviation,
    MissedDose,
    ConcomitantMedication,
    MedicalHistory,
    TreatmentResponse,
    VitalSign,
    CrfItem,
    Mood,
    FollowUp,
    Interaction,
)
MODELS: Mapping[str, type[Value]] = {str(model.model_fields["kind"].default): model for model in _MADE}


@dataclass(frozen=True)
class Shape:
    """One field of a kind. needed: must be filled in.  null: empty means not known."""

    name: str
    label: str
    hint: str
    control: Control
    choices: tuple[str, ...]
    needed: bool
    null: bool


@dataclass(frozen=True)
class KindShape:
    """One kind. added: what a finding of it holds, where a person adds it, in fields that are not typed."""

    kind: str
    title: str
    shapes: tuple[Shape, ...]
    kept: frozenset[str]
    added: Mapping[str, str]


@cache
def shape_of(kind: str) -> KindShape:
    """The fields of a kind, in the order in which people fill them in."""
    listed = _listed()[kind]
    return KindShape(
        kind=kind,
        title=listed["title"],
        shapes=tuple(_shape(MODELS[kind], field) for field in listed["fields"]),
        kept=frozenset(listed["kept"]),
        added=listed.get("added", {}),
    )


@cache
def _listed() -> dict[str, Any]:
    text = (files("trialvoice.trial.review") / "value_fields.toml").read_text("utf-8")
    return tomllib.loads(text)


def _shape(model: type[Value], field: Mapping[str, Any]) -> Shape:
    info = model.model_fields[field["name"]]
    parts = get_args(info.annotation) if get_origin(info.annotation) in (Union, UnionType) else (info.annotation,)
    null = type(None) in parts
    kind = next(part for part in parts if part is not type(None))
    control, choices = _control(field, kind)
    return Shape(
        name=field["name"],
        label=field["label"],
        hint=field.get("hint", ""),
        control=control,
        choices=choices,
        needed=not (null or field.get("optional") or control in ("many", "coding", "yes_no", "fixed")),
        null=null,
    )


def _control(field: Mapping[str, Any], kind: Any) -> tuple[Control, tuple[str, ...]]:
    if field["name"] in ("codings", "item"):
        return ("coding" if field["name"] == "codings" else "fixed"), ()
    if kind == PartialDate:
        return "date", ()
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return "choice", get_args(kind)
    if get_origin(kind) is tuple:
        return "many", get_args(get_args(kind)[0])
    plain: dict[Any, Control] = {bool: "yes_no", int: "whole", float: "number", str: "text"}
    return ("long" if field.get("long") else plain[kind]), ()
