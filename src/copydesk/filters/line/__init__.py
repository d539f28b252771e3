"""One block alone."""
