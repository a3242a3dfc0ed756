"""One file or folder a program whose exports are read."""
