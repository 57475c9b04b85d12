"""An agreement's register out of its files and its ledger: loading, the ledger itself, the index, reminders."""
