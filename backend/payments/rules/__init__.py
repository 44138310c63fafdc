"""The rules of payments (税费缴纳): payables, payments, agreements, refunds, differences."""
