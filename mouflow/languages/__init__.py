"""What each language needs: profiles, numerals, forms of dates and times, lists and quotation marks."""
