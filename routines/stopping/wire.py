"""How a phone says that everybody is stopped: also one that had no network when it was decided."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from routines.caregivers.actions import Ending


class StopIn(BaseModel):
    """`elsewhere`: every other phone and computer that is signed in as this person, too."""

    model_config = ConfigDict(extra="forbid")

    account: Annotated[str, StringConstraints(max_length=36)] = Field(description="Whose wish this is")
    ending: Ending
    elsewhere: bool = False
    age_ms: Annotated[int, Field(ge=0, le=10**13, description="How long ago it was decided")] = 0
