"""ODM-XML: accepted data with their audit in 1.3.2 and three dialects of it, and what is still asked in 2.0."""
