"""Illustrative agency web sites on loopback: five kinds of platform, marked on every page."""

from .articles import ArticleFileError, DemoArticle, load_articles
from .registry import Fault, Site, SitesFileError, load_sites
from .server import PortInUse, SiteServer, serve_forever

__all__ = [
    "ArticleFileError",
    "DemoArticle",
    "Fault",
    "PortInUse",
    "Site",
    "SiteServer",
    "SitesFileError",
    "load_articles",
    "load_sites",
    "serve_forever",
]
