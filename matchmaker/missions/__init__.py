"""Missions: cities one after the other, who comes along where, whom they look for, offices, how long ways take.

commands/absences    when somebody who comes along is away
commands/against_away  report published meetings during which somebody who comes along is away
commands/along       who interprets, between which languages, who comes along to a pair; interpreters of forums too
commands/demands     whom a company looks for in a city
commands/legs        cities: added with their hotel, changed, removed
commands/members     who comes along to which city
commands/offices     counterparts' offices with the hours at which they receive
commands/sites       where a venue is
commands/transfers   from one city to the next
commands/travel      minutes between two places, as organisers know them
queries/along        who comes along, and which meetings need somebody
queries/away         published meetings of somebody who comes along that stand while they are away
queries/demands      whom companies look for, by city
queries/districts    districts of a city, and the minutes between them
queries/legs         the cities as a time line
queries/members      delegations with their cities
queries/own_days     the days of somebody who comes along, and when they are away
queries/offices      offices by city
queries/travel       ways from one place to the others, with where each minute comes from
rules                positions as people copy them from a map, what transfers are called
"""
