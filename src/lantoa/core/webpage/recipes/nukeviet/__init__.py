"""NukeViet 3, 4 and eGovernment: schools, departments, districts."""
