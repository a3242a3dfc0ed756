"""Tables of a network → pages to look at."""
