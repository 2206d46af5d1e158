"""Pure rules: how one release follows another."""
