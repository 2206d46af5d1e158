"""Calendar files: zones, entries, whole agendas, feeds."""
