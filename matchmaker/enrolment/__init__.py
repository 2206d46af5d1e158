"""Registration by an open form: what it asks, approval, waiting list.

rules/asked          fields and questions of the form, and their answers
rules/employers      who is believed to work for an organisation
rules/places         capacity, and when the form is open
queries/colleagues   who of an organisation takes part, whom they have invited
queries/form         the form as people fill it in
queries/impact       what new settings would mean for those who are there
queries/links        addresses of the form for a category or a partner, and who has come by each
queries/matching     the organisation and the people that a request is about
queries/numbers      how many take part, wait, are to be approved
queries/requests     those who wait, with their answers
queries/tokens       signed links of requests
words                states and answers in words, and the table of all requests
commands/settings    what the organiser chooses
commands/questions   questions of the organiser's own
commands/links       such addresses made and closed
commands/digests     organisers told of those who wait for them
commands/sending     the form is sent
commands/inviting    somebody invites a colleague, on a page or on the own form
commands/joining     the colleague fills in the form
commands/confirming  the link of the mail is used
commands/admission   a request becomes a registration; waiting list
commands/decisions   approved, refused, taken back
commands/mails       what people are told
jobs                 free places, mails to organisers, requests that nobody has confirmed
"""
