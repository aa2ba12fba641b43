"""What the API says about who is signed in."""

from pydantic import BaseModel, ConfigDict


class AccountOut(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    name: str
    language: str
    zone: str
    country: str
    theme: str


class SessionOut(BaseModel):
    model_config = ConfigDict(extra="forbid")

    account: AccountOut
    patient: bool
