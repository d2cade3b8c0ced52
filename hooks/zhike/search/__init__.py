"""The search: topics of the site, the index made from them, and the engine that ranks them."""
