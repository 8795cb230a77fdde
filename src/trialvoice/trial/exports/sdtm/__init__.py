"""SDTM-shaped Dataset-JSON: one file a dataset, what was heard as SDTMIG 3.4 has it, its proof in SUPP--."""
