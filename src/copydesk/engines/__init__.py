"""Cluster engines: the batch on Ray Data; steps of Spark and datatrove."""
