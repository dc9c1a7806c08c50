"""Make the shipped U16 instances from the figures in `instances/figures`.

Everything that nobody publishes is drawn here with a fixed seed, by assumptions that are named constants.
Each of them rests on a fact of ``instances/figures/facts.csv`` (ids such as A19) or says that it is made up.
"""
