"""DynamoDB: tables, transactions, the ledger, cursor pages."""
