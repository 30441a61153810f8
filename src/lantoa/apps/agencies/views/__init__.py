"""The register in the back office, one file a subject."""
