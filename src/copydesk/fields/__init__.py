"""The fields: each gathers Finds from a page and its ledger, best first."""
