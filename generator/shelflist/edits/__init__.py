"""People's edits over generated pages: what a person changed stands, the rest follows the seeds.

pagefile   a Markdown page as units: front-matter fields and marked passages
memory     what the generator last wrote, as short hashes (`shelflist.lock`)
merge      which value of each unit stands
following  which page a paper has, also when it was renamed
quoting    values without quotes that plain YAML would misread
rewriting  one field written anew around the comments in it
"""
