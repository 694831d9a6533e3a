"""Tables as they come and go: the bundled ones, a user's own, statements, exports."""
