"""A small HTTP/1.1 client on asyncio that can do what a push service needs, and nothing else.

No redirects, no proxies, no cookies, nothing from the environment but the certificates that OpenSSL trusts. Why it is
ours: docs/decisions/0004.
"""
