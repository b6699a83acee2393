"""The record -> pages, briefs, feeds and exports."""
