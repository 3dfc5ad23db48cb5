"""One file a promise: its ``measure()`` yields what it measured. A new file is found by itself."""
