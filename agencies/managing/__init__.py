"""The administrator's room for agencies: the directory, one by hand, many from Excel."""
