"""A text and sources -> Findings: supported, contradicted, not in the source, not checkable, field by field."""
