"""Lan Tỏa: from an administrative-reform communication directive to its coverage report."""
