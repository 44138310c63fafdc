"""The rules of invoice supply (发票领用): kinds, approvals, allowances, checks, applications."""
