"""What a row is called: by people, in their words, or by the program, in the words of whoever reads it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Field, SQLModel

from matchmaker.models.base import checked


class NameKind(StrEnum):
    """A name that the program gives (`matchmaker.scheduling.words.NAMES`), most of them to scenarios."""

    FIRST_COME = "first_come"
    STANDARD = "standard"
    NUMBERED = "numbered"
    DRAFT = "draft"
    NOBODY = "nobody"
    AT_MOST = "at_most"
    AS_MANY = "as_many"
    NOTHING_LOST = "nothing_lost"
    ONLY_CANCEL = "only_cancel"
    LEAST_DISTURBANCE = "least_disturbance"
    MORE_MET = "more_met"
    MOST_MET = "most_met"
    OTHER_TIMES = "other_times"
    PUT_BACK = "put_back"
    PRICES = "prices"
    TRADE_OFF = "trade_off"


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name as it is kept: with a kind the program has given it, and the text is empty."""

    text: str = ""
    kind: NameKind | None = None
    number: int = 0
    """Of people for AT_MOST; which one for DRAFT and NUMBERED."""


class WithGivenName(SQLModel):
    """Columns of a row that people or the program give a name to."""

    name: str = Field(default="", max_length=120)
    """Of people; empty where the program has given it."""
    name_kind: NameKind | None = Field(default=None, sa_type=checked(NameKind))
    name_number: int = Field(default=0)

    @property
    def given_name(self) -> GivenName:
        return GivenName(self.name, self.name_kind, self.name_number)
