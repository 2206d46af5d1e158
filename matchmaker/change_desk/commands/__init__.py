"""Changes are noted; repairs are looked for and chosen."""
