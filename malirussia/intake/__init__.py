"""Takes a new article to a draft of claims, and a reviewed draft into the evidence.

    draft    what a draft holds                       drafts   reads and saves drafts, one writer at a time
    edits    what a person does to a draft, and undo  problems what of a candidate the evidence would refuse
    accept   writes a draft into the evidence, and tells what changed

docs/intake.md says how a program that shows drafts to a person uses them.
"""
