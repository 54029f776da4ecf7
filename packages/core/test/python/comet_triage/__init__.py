"""Reads the decision table as docs/specification.md says, without any code of the reader in TypeScript."""

from .verdict import classify
from .table import Table

__all__ = ["Table", "classify"]
