"""Health problems that are named, and adverse events with all that was stated of them."""
