"""Publishing a scenario, and correcting afterwards what people hold.

commands/messages     send again, correct an address, preview
commands/publishing   make a release
commands/schedule_mails   tell the people concerned
commands/telling_again   tell those again who have not looked at it
commands/zones        follow new zone data
queries/reach         who has seen the last release, and whose mail failed
"""
