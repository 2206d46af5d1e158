"""Publishing a scenario, and correcting afterwards what people hold.

commands/messages     send again, correct an address, preview
commands/publishing   make a release
commands/schedule_mails   tell the people concerned
commands/zones        follow new zone data
"""
