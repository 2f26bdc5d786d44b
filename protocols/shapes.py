"""What the files of a protocol look like: checked by pydantic when they are read, and nowhere else."""

from pydantic import BaseModel, ConfigDict, Field

from protocols.model import Phase, Severity


class ContentFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ProtocolFile(ContentFile):
    id: str
    version: str
    name: str
    article: str
    sections: list[str]


class SourcedFile(ContentFile):
    tag: str = Field(pattern=r"^(A|E|P|A\+E|A\+P|E\+P|A\+E\+P)$")
    source: str = Field(min_length=1)
    facts: list[str] = []


class RuleFile(SourcedFile):
    says: str = Field(min_length=1)
    values: dict[str, float] = {}
    yours: str = ""


class FlagFile(ContentFile):
    severity: Severity = Field(strict=False)
    tag: str
    source: str = Field(min_length=1)
    screen: str | None = None
    heard: bool = False


class DoseFile(ContentFile):
    sets: int = Field(gt=0)
    reps: int = Field(gt=0)
    per_side: bool
    laps: bool = False


class LevelFile(ContentFile):
    id: str
    name: str
    cue: str
    hold_s: int = Field(default=0, ge=0)
    kit: list[str] = []


class ExerciseFile(SourcedFile):
    name: str
    targets: str
    steps: list[str] = Field(min_length=1)
    mistakes: list[str] = Field(min_length=1)
    dose: DoseFile
    level: list[LevelFile] = Field(min_length=1)
    joins: Phase = Field(default=Phase.CALM, strict=False)


class StepFile(ContentFile):
    id: str
    run: float = Field(gt=0)
    walk: float = Field(ge=0)
    rounds: int = Field(gt=0)
    last: float = Field(default=0.0, ge=0)


class QuestionFile(ContentFile):
    id: str
    kind: str = Field(pattern=r"^(one|many|pain|amount|weekdays)$")
    options: list[str] = []


class LadderFile(ContentFile):
    step: list[StepFile] = Field(min_length=2)


class IntakeFile(ContentFile):
    question: list[QuestionFile] = Field(min_length=1)
