"""The learned judge: what it measures of a block, the nets that weigh it, and the reasons it
gives.
"""
