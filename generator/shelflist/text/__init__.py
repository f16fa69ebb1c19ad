"""Text from seeds made fit for a reader, once, where it is read."""
