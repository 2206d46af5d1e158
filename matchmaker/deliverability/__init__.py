"""Whether mails arrive: the DNS records of the sender's domain, and what a receiving server said of a test.

commands    a test to oneself and to the installation's own mailbox
dns_client  records as DNS shows them now
queries     the sender of a community, and the test that has come back
rules       which records should exist, what those found are worth, the header Authentication-Results
spf         which term of a policy lets the mail server send
"""
