"""Words to places, accounts and incidents."""
