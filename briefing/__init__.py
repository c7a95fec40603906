"""Structured indicator data and a template per audience in; a PDF and a PowerPoint deck out."""

__version__ = "0.1.0"
