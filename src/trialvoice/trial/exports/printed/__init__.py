"""What exports to print share: proofs, pages, and checks that a page is sound and tells what its JSON does."""
