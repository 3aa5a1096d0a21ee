"""Shows a draft to a person on a page of this machine, and does to it what the person's keys say.

* server: the page on loopback: an address nobody can guess, nothing for other origins
* desk: one draft on the page: what it shows, the steps that keys ask for, each saved before it is shown
* marks: which words are covered, proposed or open
* choices: what the lines of a claim may hold, for completion
* words: the sentences of the page; page: its HTML; static/: its style and its script
* finish: the last key: writes the draft into the evidence, and tells what changed
* editor: the same from a terminal: the YAML of a draft in an editor, checked line by line
"""
