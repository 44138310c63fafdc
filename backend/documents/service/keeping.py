"""How long things wait and stay, by the dated parameters of the room."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.documents.rules import jobs
from backend.documents.rules.jobs import Job
from backend.documents.rules.kinds import Ask
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class Keeping:
    """The room's parameters, asked for the day of an act."""

    parameters: Parameters

    def number(self, name: str, of: str, doing: Doing) -> int:
        """Return a limit in force today."""
        return self.parameters.number(name, of, day_of(doing.at))

    def until(self, of: str, doing: Doing) -> datetime:
        """Say until when something that ends now is kept."""
        return doing.at + timedelta(days=self.number("kept-days", of, doing))

    def undo(self, ask: Ask, doing: Doing) -> timedelta:
        """Say how long a job waits in which it can still be taken back unseen."""
        if not ask.kind.undo:
            return timedelta()
        return timedelta(seconds=self.number("undo-seconds", ask.what, doing))

    def kept(self, job: Job, doing: Doing) -> Job:
        """Give a job that is over the day on which its files go."""
        return jobs.keep_until(job, self.until(job.what, doing)) if job.state.over else job
