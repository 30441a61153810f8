"""What is true without a database, a clock or a network: readers, measures and layouts in plain Python."""
