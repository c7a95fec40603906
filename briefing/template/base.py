"""What all parts of template.yaml share: their base model, and the types of single values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Medium = Literal["pdf", "pptx", "html"]
Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Key = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")]
Decimals = Annotated[int, Field(ge=0, le=6)]


class Spec(BaseModel):
    """Base of all parts: unknown keys are problems, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)
