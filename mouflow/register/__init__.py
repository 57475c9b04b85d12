"""What was promised and what happened, to what is due when: terms, recurrence, business days, status on a day."""
