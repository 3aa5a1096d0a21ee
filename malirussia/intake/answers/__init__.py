"""Takes proposals from anybody, a language model or a colleague, and trusts none: `prompt` asks, `admit` judges."""
