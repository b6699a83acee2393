"""Dateline: a record of who claims what in war news, in which exact characters."""

__version__ = "0.1.0"
