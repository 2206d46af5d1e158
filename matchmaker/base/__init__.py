"""Foundations of every room.

cache        values of queries cached in each process until their rows change
cities       names of cities in the language of a reader
clock        the system clock; wall times and instants
config       settings from the environment
connections  encryption of connections to other machines
countries    countries as people write them (ISO 3166-1)
db           database engine, sessions, transactions
domains      domain names as DNS knows them (IDNA 2008)
email_addresses   check and normalise e-mail addresses
errors       exceptions with a translatable sentence
files        files and folders for their owner alone, secrets kept in files
i18n         translation and locale formats with an explicit language
languages    languages as people write them (BCP 47)
likeness     how alike two texts are
links        absolute URLs of pages and feeds
locks        advisory locks of transactions
lookalikes   names that look alike: skeletons, mixed scripts
logs         log lines without secrets and control characters
marks        invalidation of that cache: a transaction that changes its rows sets a new mark
merging      three-way merge of forms that two people change
names        folding of names, keys for comparison
paging       pages of a list
phones       check telephone numbers
plain_text   text without control characters and marks of direction
postcodes    Belgian postcodes with their position
postgres     connections to PostgreSQL that stay open
queues       task queues, where the data are kept
reading      rows and objects for pages that change nothing, without the ORM
sealing      encryption of secrets that are kept
secret_addresses   tokens of secret addresses, shown again and revoked
signing      HMAC signatures
tables       tables as CSV files
tags         the list of tags of company cards
tokens       optimistic locking of forms
vat          VAT and enterprise numbers by form and check digits
"""
