"""Acts of this app, each keyword-only, in one transaction, written down in the trail."""
