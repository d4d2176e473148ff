"""Reader of figures written by hand in a letter's head: how its training strips are made, and its training."""
