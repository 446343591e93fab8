"""What the commands of all registries share: their options, assertions in words, and notes of the desk."""
