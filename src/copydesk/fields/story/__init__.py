"""Fields found when it is known what the body is."""
