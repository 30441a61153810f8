"""What pages on coverage say."""
