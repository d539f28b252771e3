"""What should not have gone."""
