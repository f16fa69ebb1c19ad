"""Which records speak of the same paper, what is best known of it, and its address."""
