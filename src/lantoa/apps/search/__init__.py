"""Search: an index derived from what the apps hold, made anew at any time; the same on both databases."""
