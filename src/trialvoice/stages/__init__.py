"""The stages of a visit, by what they are about; `pipeline` states their order, `stage` what a stage is."""
