"""Liferay 6 and 7 with the portlets of VNPT, Ecoit and others: provinces, ministries, departments."""
