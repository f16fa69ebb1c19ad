"""Topics: the taxonomy of `seeds/topics.yml` and the rules that give topics to papers.

parse_taxonomy   the file's text  ->  a Taxonomy and every problem in it
assign_topics    a Taxonomy and a Record  ->  topics, best first, with their reasons
nearest_topic    a name that a person typed  ->  the topic they probably meant
"""

from shelflist.topics.assign import Assignment, Reason, assign_topics
from shelflist.topics.schema import parse_taxonomy
from shelflist.topics.taxonomy import Rule, Taxonomy, Topic, nearest_topic

__all__ = [
    "Assignment",
    "Reason",
    "Rule",
    "Taxonomy",
    "Topic",
    "assign_topics",
    "nearest_topic",
    "parse_taxonomy",
]
