"""The documents of one e-invoice, a file a form: drawn, stored, and said one after another."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from backend.documents.rules.failures import Failure
from backend.documents.rules.jobs import Progress, Result
from backend.documents.service.working import Task
from backend.kernel.errors import Refusal
from functions.documents.papers import FORMS, MEDIA_TYPES, Faces, Files, Name, Render


@dataclass(frozen=True, slots=True)
class InvoiceDocuments:
    """Draws each form of one invoice once."""

    files: Files
    faces: Faces
    render: Render
    name: Name

    def steps(self, task: Task) -> Iterator[Progress]:
        """Store a form a step; refuses `job-invoice-unknown`."""
        job, [invoice_id] = task.job, task.ask.invoice_ids
        face = self.faces.face(job.company_id, invoice_id)
        if face is None:
            raise Refusal(Failure.INVOICE_UNKNOWN, invoice_id=invoice_id)
        results = job.progress.results
        names = {form: self.name(face, form, job.company_id) for form in FORMS}
        # What will be written is noted first, so that it is found when nobody said that it was.
        kept = {"names": list(names.values())}
        if not job.progress.checkpoint:
            yield Progress(0, len(FORMS), kept)
        for number, form in enumerate(FORMS, 1):
            if number <= len(results):
                continue
            body = self.render(face, form)
            name, kind = names[form], MEDIA_TYPES[form]
            digest = hashlib.sha256(body).hexdigest()
            self.files.put(job.result_key(name), body, content_type=kind, sha256=digest)
            results = (*results, Result(name, kind, len(body), digest))
            yield Progress(number, len(FORMS), kept, results, finished=number == len(FORMS))
