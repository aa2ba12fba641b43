"""What the API says about who is signed in."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field


class AccountOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str = Field(validation_alias="public_id")
    name: str
    language: str
    zone: str
    country: str
    theme: str

    @classmethod
    def of(cls, known: Any) -> Self:
        """From a signed-in person or an account's row."""
        return cls.model_validate(known)


class SessionOut(BaseModel):
    account: AccountOut
    patient: bool
