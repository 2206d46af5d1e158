"""Communities: the tenants of an installation, and the scope of whatever belongs to one."""
