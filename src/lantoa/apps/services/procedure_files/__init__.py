"""Files of procedures: Excel and JSON read into procedures with what is wrong, and written."""
