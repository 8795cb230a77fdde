"""The review application: a local web server over the findings store, rendered here, with no build step."""
