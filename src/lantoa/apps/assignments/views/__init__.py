"""Pages of assignments, one file a screen."""
