"""The archive in a browser: the real Datasette with titles, descriptions, facets, search and canned queries."""
