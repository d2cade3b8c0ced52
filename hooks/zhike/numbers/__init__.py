"""Numbers in running text: read in every language as quantities, placed, and compared."""
