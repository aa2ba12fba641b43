"""What the API takes and says about push subscriptions."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from routines.push.trial import State

Endpoint = Annotated[str, StringConstraints(min_length=10, max_length=2048)]


class Keys(BaseModel):
    model_config = ConfigDict(extra="forbid")

    p256dh: Annotated[str, StringConstraints(min_length=80, max_length=100)]
    auth: Annotated[str, StringConstraints(min_length=20, max_length=40)]


class SubscriptionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    endpoint: Endpoint
    keys: Keys
    key_id: Annotated[str, StringConstraints(max_length=16)] = Field(
        description="The key that the browser subscribed with"
    )


class SubscriptionOut(BaseModel):
    id: int


class EndpointIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    endpoint: Endpoint


class StatusIn(EndpointIn):
    opened: bool = Field(False, description="This page was opened by a tap on a message")


class StatusOut(BaseModel):
    known: bool
    key_id: str = Field(description="The key that the server signs with now")
    gone: bool = Field(False, description="Its push service ended it: subscribe anew, at another address")
    removed: bool = Field(False, description="Its owner took it off the list: it asks only after a tap")
    detail: bool = Field(False, description="Its lock screen may show more than neutral words")
    last_accepted_at: str | None = Field(None, description="When its push service last took a message")
    opened_at: str | None = Field(None, description="When a message was last tapped there")
    next_due: str | None = Field(None, description="When this account's own routine rings next")
    ahead: str | None = Field(
        None, description="When it will by its rules, where that is further away than what is written down"
    )


class TrialOut(BaseModel):
    state: State
    at: str | None = Field(description="When the push service took it, else when it was asked for")
    status: int | None = Field(description="What the push service answered last")


class DetailIn(EndpointIn):
    detail: bool


class KeyOut(BaseModel):
    public_key: str
    key_id: str
