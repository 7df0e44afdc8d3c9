"""The sample household: who they are, two years of their lives, and the bank files that came of it."""
