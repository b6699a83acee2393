"""A brief -> one e-mail message, plain and HTML: styles stand on the elements, as mail programs want them; no picture, no script."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from dateline.publish import brief
from dateline.publish.pages import Brief
from dateline.publish.record import Record, capital, quoted
from dateline.publish.render import environment

BOUNDARY = "=-dateline-brief"  # fixed, so that the same brief gives the same bytes
SENDER = "brief@dateline.invalid"


def message(page: Brief, record: Record, base: str = "") -> bytes:
    """The brief as a message to send on: addresses begin with `base`."""
    made = EmailMessage(SMTP)
    made["Subject"] = page.title
    made["From"] = f"{record.desk.title} <{SENDER}>"
    made["Message-ID"] = f"<brief-{page.day}@{record.desk.name}.dateline.invalid>"
    made["X-Unsent"] = "1"  # opens as a draft
    made.set_content(brief.plain(page, record, base), cte="quoted-printable")
    made.add_alternative(html(page, record, base), subtype="html", cte="quoted-printable")
    made.set_boundary(BOUNDARY)
    return made.as_bytes()


def html(page: Brief, record: Record, base: str = "") -> str:
    """The HTML of the message."""
    values = {"page": page, "t": record.strings, "base": base, "capital": capital, "quoted": quoted}
    return environment().get_template("mail.html").render(values)
