"""Journal of rows: images of what a change has written, before and after, so that it can be undone.

commands   note the rows that a session writes; put rows back
queries    rows as values of JSON, and back; which rows refer to others
words      changes of the structure, in words
rules      for how long a change can be undone
"""
