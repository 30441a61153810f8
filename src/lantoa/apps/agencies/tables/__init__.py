"""The register as tables: which columns, how a cell is read and written. Knows no database."""
