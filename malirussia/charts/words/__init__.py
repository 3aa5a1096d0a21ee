"""Words that every chart and report uses: names, citations, rungs, questions, publishers, tables of claims."""
