"""Sound of bulletins: voices, the mix, its loudness, and where its files are kept. It knows no table."""
