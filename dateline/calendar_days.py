"""Calendar arithmetic on ISO days: what dating and time expressions share."""

from __future__ import annotations

from datetime import date, timedelta


def shift(day: str, days: int) -> str:
    """The ISO day so many days later (earlier where negative)."""
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


def weekday(day: str) -> int:
    """0 = Monday ... 6 = Sunday."""
    return date.fromisoformat(day[:10]).weekday()


def distance(one: str, other: str) -> int:
    """Days between two ISO days, never negative."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
