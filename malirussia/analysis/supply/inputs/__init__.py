"""What goes into the supply scenario: the choices, the outside figures, and what is known of each unknown."""
