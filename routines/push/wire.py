"""What the API takes and says about push subscriptions."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

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


class StatusOut(BaseModel):
    known: bool
    key_id: str = Field(description="The key that the server signs with now")


class KeyOut(BaseModel):
    public_key: str
    key_id: str
