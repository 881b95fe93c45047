"""Texts, made late and per language: a finding is data until somebody reads it."""

from seqtool.messages.render import Texts, clean, languages, shorten, texts

__all__ = ["Texts", "clean", "languages", "shorten", "texts"]
