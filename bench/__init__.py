"""Measurements against gold beside the project: predictors, the table, floors, speed."""
