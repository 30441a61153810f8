"""Files of questions: Excel, Word and GIFT read into questions with what is wrong, and written. Knows no database."""
