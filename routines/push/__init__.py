"""Push messages: the phones, who is told, the outbox, and the sender."""
