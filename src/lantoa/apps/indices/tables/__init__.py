"""Tables of values: how cells, headings and layouts are read, and how workbooks are written. Knows no database."""
