"""Import files for a REDCap project, with the project's own data dictionary, events and repeating instruments."""
