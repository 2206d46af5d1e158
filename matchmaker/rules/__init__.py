"""The rules of the product as pure functions: agreement, values, categories, frozen details."""
