"""What pictures and papers are made of: plain values, which those who draw and those who word both know."""
