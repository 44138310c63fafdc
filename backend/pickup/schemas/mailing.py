"""What is heard of orders that shall go by mail."""

from pydantic import Field

from backend.web.routes import View


class Mailing(View):
    """Where somebody wants it sent: an address of the company's book."""

    address_id: str = Field(max_length=36)
