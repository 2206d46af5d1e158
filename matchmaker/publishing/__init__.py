"""Publishing a scenario, and correcting afterwards what people hold.

commands/messages     send again, correct an address, preview
commands/publishing   make a release and tell people
commands/zones        follow new zone data
"""
