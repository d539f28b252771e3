"""Cluster engines: the batch on Ray Data, and steps for Spark and datatrove."""
