"""The judge of directives: how its weights are trained (see CARD.md)."""
