"""Forms in Word: their templates, and what is made of them."""
