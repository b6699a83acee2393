"""Run `python -m dateline` as `dateline`."""

from dateline.cli import main

main()
