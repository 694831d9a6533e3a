"""Speed, memory and accuracy of zjpolicy, measured beside other tools: ``python -m benchmarks --help``."""
