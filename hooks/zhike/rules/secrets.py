"""Keys, tokens and passwords: whoever reads a page could use them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from ..model import Site
from .base import About, Finding, Severity, found, regex, rule
from .texts import characters, data_comments, data_texts, holds, watched

GATE = regex(
    r"AKIA|ASIA|ABIA|ACCA|A3T|AccountKey=|gh[pousr]_|gl(?:pat|dt|ft|soat|rt|cbt|imt)-|GR1348941|eyJ|-us\d"
    r"|_authToken|T3BlbkFJ|PRIVATE KEY"
    r"|pypi-AgE|SG\.|xox[abposr]-|hooks\.slack|sq0csp|[rs]k_live_|AC[a-z0-9]{32}|SK[a-z0-9]{32}|\d{8,10}:[0-9A-Za-z_-]{35}"
)
SIGNS = watched("signs-of-secrets")
PLUGINS = (
    ("aws", "AWSKeyDetector"),
    ("azure_storage_key", "AzureStorageKeyDetector"),
    ("github_token", "GitHubTokenDetector"),
    ("gitlab_token", "GitLabTokenDetector"),
    ("jwt", "JwtTokenDetector"),
    ("mailchimp", "MailchimpDetector"),
    ("npm", "NpmDetector"),
    ("openai", "OpenAIDetector"),
    ("private_key", "PrivateKeyDetector"),
    ("pypi_token", "PypiTokenDetector"),
    ("sendgrid", "SendGridDetector"),
    ("slack", "SlackDetector"),
    ("square_oauth", "SquareOAuthDetector"),
    ("stripe", "StripeDetector"),
    ("telegram_token", "TelegramBotTokenDetector"),
    ("twilio", "TwilioKeyDetector"),
)
OTHERS = regex(
    r"\b(?:LTAI[A-Za-z0-9]{12,26}|AKID[A-Za-z0-9]{13,40}|AIza[\w-]{35}|github_pat_\w{22,255}|npm_[A-Za-z0-9]{36}|sk-(?:proj-|ant-)?[\w-]{32,200}"
    r"|hf_[A-Za-z0-9]{34}|ya29\.[\w-]{30,200}|PuTTY-User-Key-File|-----BEGIN CERTIFICATE)\b"
    r"|(?:webhook/send\?key=|robot/send\?access_token=|bot/v2/hook/)[A-Za-z0-9-]{20,80}"
    r"|(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3})[ ]AAAA[A-Za-z0-9+/]{16,800}"
    r"|://[^\s/:@\[\]()]{1,60}:[^\s/:@\[\]()]{3,60}@[\w.-]{3,}",
    re.A,
)
PASSWORD = regex(
    r"(?P<label>密码|口令|passwd|password|passcode|passphrase|\bpwd|api[_-]?key|secret(?:[_-]?key)?|access[_-]?token|auth[_-]?token|app[_-]?secret)"
    r"[\"'`]?[ ]?(?::|：|=|是|为)[ ]?[\"'`“]?(?P<value>[!-~]{4,80})",
    re.I | re.A,
)
SPOKEN = regex(
    r"\b(?:password|passcode|passphrase)(?:[ ](?:of|for|to)(?:[ ][A-Za-z-]{1,20}){1,4})?[ ]is[ :]+"
    r"(?P<value>[!-~]{4,80})"
    r"|\b(?:(?:safe|door|gate|alarm|entry|access|garage|lift)[ ]code|PIN)(?:[ ]is)?[ ]?[:=]?[ ]?"
    r"(?P<digits>\d{4,8})(?![\w-]|[.,:]\d)",
    re.I | re.A,
)
COUNTED = regex(r"\d{1,3}-?[A-Za-z]|(?:19|20)\d\d[-/.]\d")
HOLLOW = regex(
    r"^[*xX.•_?#-]+$|^[<{$%\[(]|^(?:your|my|the|xxx|changeme|example|none|null|true|false|required|optional)\b|^\W*$",
    re.I,
)
REACH = 400


@rule(Severity.ERROR, About.BOTH)
def secret(site: Site) -> Iterator[Finding]:
    """A page holds no key, token or password.

    Bad:  the password of the guest network
    Good: where the password is kept, and who may ask for it

    What was published once is known: change it, then delete it here.
    """
    for page in site.written():
        known = characters(site, page)
        signs = tuple(sign for sign in SIGNS if known.issuperset(sign) and sign in page.text)
        for number, line in enumerate(page.lines, 1) if signs or known.issuperset(":@") else ():
            for column, kind in _secrets(line) if "@" in line or holds(line, signs) else ():
                yield found(page.at(number, column), MESSAGES[kind], HINT)
    texts = ((at, text) for at, text, _ in data_texts(site))
    for at, text in (*texts, *data_comments(site)):
        for _, kind in _secrets(text):
            yield found(at, MESSAGES[kind], HINT)


MESSAGES = {
    "key": "this looks like a key or token",
    "private": "a private key stands here",
    "password": "this looks like a password",
}
HINT = "change it, then delete it here"


def _secrets(line: str) -> Iterator[tuple[int, str]]:
    """Yield column and kind of what looks like a secret."""
    told = -1
    for gate in GATE.finditer(line):
        if gate.start() > told and (secret := _known(line, max(gate.start() - 20, 0), gate.start() + REACH)):
            told = gate.start() + len(secret)
            yield gate.start() + 1, "private" if "PRIVATE KEY" in secret else "key"
    for match in OTHERS.finditer(line):
        yield match.start() + 1, "key"
    for match in PASSWORD.finditer(line):
        value = match["value"].rstrip("\"'`,.;)")
        if len(value) > 3 and re.search(r"\d", value) and not HOLLOW.search(value):
            yield match.start("value") + 1, "password"
    for match in SPOKEN.finditer(line):
        value = (match["value"] or match["digits"]).rstrip("\"'`,.;)")
        if len(value) > 3 and re.search(r"\d", value) and not HOLLOW.search(value) and not COUNTED.match(value):
            yield match.start("value" if match["value"] else "digits") + 1, "password"


def _known(line: str, start: int, end: int) -> str:
    """Return the secret that one of the detectors finds in a part of a line, or ""."""
    part = line[start:end]
    return next((str(secret) for plugin in _plugins() for secret in plugin.analyze_string(part) if secret), "")


@lru_cache(maxsize=1)
def _plugins() -> tuple[Any, ...]:
    return tuple(getattr(import_module(f"detect_secrets.plugins.{module}"), name)() for module, name in PLUGINS)
