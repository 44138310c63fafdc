"""The one exception of the domain: a refusal with a stable code."""


class Refusal(Exception):
    """A wish the system declines.

    `code` is stable and names a row of the problem catalogue (status and words stand there),
    `field` is a JSON pointer into the request, `params` fill the words and go on the wire.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        field: str | None = None,
        retry_after_seconds: int | None = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.retry_after_seconds = retry_after_seconds
        self.params = params

    def __repr__(self) -> str:
        return f"Refusal({self.code!r}, field={self.field!r}, {self.params!r})"
