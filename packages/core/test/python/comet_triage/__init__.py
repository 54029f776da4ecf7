"""Reads the decision table as docs/specification.md says, and shares no line with the reader in TypeScript."""

from .verdict import classify
from .table import Table

__all__ = ["Table", "classify"]
