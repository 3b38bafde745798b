"""Bodies, fields and feeds read from bytes, beside other libraries."""
