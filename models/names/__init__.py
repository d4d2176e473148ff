"""The reader of signers' names under seals: how its training crops are made and how it is trained."""
