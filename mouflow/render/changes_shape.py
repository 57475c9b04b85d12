"""The versioned shape of a redline as JSON: its records, from which its schema and its documentation are made."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mouflow.document import Kind
from mouflow.document.redline import DutyEffect, Operation

VERSION: Literal[1] = 1
"""Version of the shape; it rises when a reader of the old shape would go wrong."""


class Shape(BaseModel):
    """A JSON object that holds what is named here and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SideShape(Shape):
    """One of the two versions that are compared."""

    name: str = Field(description="What the version is called, as `v1`.")
    commit: str | None = Field(description="The commit it stands for; null for files that are not recorded.")
    date: datetime | None = Field(description="When it was recorded.")


class ChangeShape(Shape):
    """One change in one language."""

    id: str = Field(description="Names the change within this document of this comparison.")
    kind: Kind = Field(description="What weight the change has, the gravest first.")
    operation: Operation = Field(description="What was done: `replaced` has both an old and a new text.")
    language: str = Field(description="Tag of the language (BCP 47).")
    clause: str | None = Field(description="Id of the clause or heading that the block stands under.")
    block: str = Field(
        description="Permanent id of the paragraph, heading or row; of the first where several came, went or moved."
    )
    path: str | None = Field(description="YAML file of the new version; of what is gone, the file it would stand in.")
    line: int | None = Field(
        description="Line in that file, from 1; that of the clause or the file where the block has none."
    )
    old_number: str = Field(
        description="Number of the block in the old version as a reference prints it; may be empty."
    )
    new_number: str = Field(description="Number of the block in the new version; may be empty.")
    old: str = Field(description="The words taken out, or the whole old text of what went or moved, a line a block.")
    new: str = Field(description="The words put in, or the whole new text of what came or moved.")
    old_offset: int = Field(
        ge=0, description="Where the old words begin, in code points from the start of the block's old text."
    )
    new_offset: int = Field(
        ge=0, description="Where the new words begin, in code points from the start of the block's new text."
    )
    author: str = Field(description="Who made the change; empty where that is not known.")
    date: datetime = Field(description="When it was made; without a meaning where the author is not known.")
    reason: str = Field(description="Why: the message of the commit; may be empty.")
    commit: str | None = Field(description="The commit; null for what is not recorded yet, and where it is not known.")


class RenumberingShape(Shape):
    """A block whose number changed, whether its text did or not."""

    language: str = Field(description="Tag of the language.")
    block: str = Field(description="Permanent id of the block.")
    old: str = Field(description="The number it had, as a reference prints it; empty where it had none.")
    new: str = Field(description="The number it has.")
    heading: str = Field(description="Its text, where it is a heading.")


class DriftShape(Shape):
    """A block that changed in some languages and kept its text in others."""

    block: str = Field(description="Permanent id of the block.")
    clause: str | None = Field(description="Id of its clause.")
    changed: tuple[str, ...] = Field(description="Languages whose text changed.")
    unchanged: tuple[str, ...] = Field(description="Languages that kept their text.")


class ObligationShape(Shape):
    """What the change of obligations.yaml does to one obligation or milestone, or to the term."""

    effect: DutyEffect = Field(description="What is done to it.")
    id: str | None = Field(description="Id of the obligation or milestone; null for the term.")
    clause: str | None = Field(description="Id of the clause that it follows from.")
    bearers: tuple[str, ...] = Field(description="Of what came or ended: who owes it; none for every party.")
    old: str = Field(
        description="What it was: an id, ids with commas, a text, or keys as in the YAML, as JSON; empty for nothing."
    )
    new: str = Field(description="What it is.")


class DocumentShape(Shape):
    """What changed in one document."""

    document: str = Field(description="Id of the document within its agreement.")
    old: SideShape = Field(description="The version that is compared from.")
    new: SideShape = Field(description="The version that is compared to.")
    languages: tuple[str, ...] = Field(description="Tags of the languages compared, in reading order.")
    counts: dict[Kind, dict[str, int]] = Field(description="How many changes there are, by kind and language.")
    changes: tuple[ChangeShape, ...] = Field(description="Every change, in reading order within its language.")
    renumberings: tuple[RenumberingShape, ...] = Field(description="Old and new numbers; none of them is a change.")
    drift: tuple[DriftShape, ...] = Field(description="Where the languages no longer agree.")
    layout_changes: tuple[str, ...] = Field(description="Templates, style sheets and labels that changed.")
    duties: tuple[str, ...] = Field(description="What is owed now and was not, or no longer, in words.")
    obligations: tuple[ObligationShape, ...] = Field(description="What changed in obligations.yaml.")


class RedlineShape(Shape):
    """What `mouflow diff --format json` prints."""

    version: Literal[1] = Field(description="Version of this shape.")
    agreement: str = Field(description="Id of the agreement.")
    documents: tuple[DocumentShape, ...] = Field(description="The documents compared.")


def changes_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of what `mouflow diff --format json` prints."""
    schema = RedlineShape.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
