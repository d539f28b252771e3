"""Past one machine: the batch on Ray Data, and copydesk as a step of a datatrove pipeline. Spark
takes `copydesk.arrow` as it is.
"""
