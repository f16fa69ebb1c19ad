"""People's edits over generated pages: what a person changed stands, the rest follows the seeds.

pagefile   a Markdown page as units: front-matter fields and marked passages
memory     what the generator last wrote, as short hashes (`shelflist.lock`)
merge      which value of each unit stands
"""
