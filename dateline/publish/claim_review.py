"""A person's finding on a checked statement -> a draft of schema.org's ClaimReview.

Law: the machine's verdict is never a rating. A draft exists only where a person gives a name, chooses a rating and says
that the evidence was read; a mismatch with the record alone is no review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import InputError
from dateline.publish.record import web_address

RATINGS = ("False", "Mostly false", "Mixed", "Mostly true", "True")  # from 1 to 5
MOST = 2000  # characters of a field


def claim_review(told: Mapping[str, str], evidence: Sequence[str], day: str) -> dict[str, Any]:
    """The draft as JSON-LD.

    Args:
        told: claim, reviewer, rating (1 to 5), confirmed ("yes"), and where known: review, appearance (addresses), speaker.
        evidence: addresses of the words that the reviewer was shown.
        day: of the review, ISO.

    Raises:
        InputError: no person has confirmed it, or a field is missing.
    """
    claim, reviewer = (told.get(name, "").strip()[:MOST] for name in ("claim", "reviewer"))
    if told.get("confirmed") != "yes":
        raise InputError("was not confirmed by a person", "claim review", "Read the evidence, then tick that you have.")
    if not claim or not reviewer or told.get("rating") not in {"1", "2", "3", "4", "5"}:
        raise InputError("lacks a statement, a name or a rating", "claim review", "Fill in your name and choose a rating.")
    rating = int(told["rating"])
    speaker = told.get("speaker", "").strip()[:MOST]
    address, appearance = web_address(told.get("review", "")[:MOST]), web_address(told.get("appearance", "")[:MOST])
    item = {"@type": "Claim"} | ({"author": {"@type": "Person", "name": speaker}} if speaker else {})
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": day,
        **({"url": address} if address else {}),
        "claimReviewed": claim,
        "author": {"@type": "Person", "name": reviewer},
        "reviewRating": {"@type": "Rating", "ratingValue": rating, "bestRating": 5, "worstRating": 1, "alternateName": RATINGS[rating - 1]},
        "itemReviewed": item | ({"appearance": [{"@type": "CreativeWork", "url": appearance}]} if appearance else {}),
        "citation": [{"@type": "CreativeWork", "url": one} for one in evidence],
    }
