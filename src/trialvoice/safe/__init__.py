"""Never sees identities: questions, proof, rules, forms and the report."""
