"""Fields found before the judge runs; later stages read their finds."""
