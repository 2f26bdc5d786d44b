"""What only an admin may do. Every action takes a `Desk`, which nobody else can get."""
