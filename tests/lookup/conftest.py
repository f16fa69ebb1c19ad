"""The server that stands in for the services."""

from service_server import server

__all__ = ["server"]
