"""Fields found before the whole page is judged: later stages read them from the ledger."""
