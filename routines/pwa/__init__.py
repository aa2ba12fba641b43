"""The installed app: assets under one content hash, the worker script, the manifest, the anonymous shells.

Knows neither people nor tables: everything served here is the same for everybody who speaks a language.
"""
