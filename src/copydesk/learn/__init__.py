"""What the pages of one site say together that none says alone: from three pages up, a rule file
that a person can read and correct.
"""
