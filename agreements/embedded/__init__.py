"""The bundled PostgreSQL: found, started, shared between processes and stopped again. Knows no models, no Django."""
