"""SharePoint 2010–2019 and ASP.NET portals built like it (VNPT portal): ministries, provinces, departments."""
