"""Documents made from the register: the report on it, and the review of activity before a renewal."""
