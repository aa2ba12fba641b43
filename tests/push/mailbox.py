"""Subscriptions, and the messages that wait for a browser that is away.

The service's loop owns it; only add() may be called from another thread.
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field

from tests.push.capture import Capture, Recipient, base64url
from tests.push.script import Answer


@dataclass
class Channel:
    """One subscription: a browser's (`uaid` and `id`), or a scripted one (`answers`)."""

    token: str
    key: str | None
    uaid: str = ""
    id: str = ""
    answers: list[Answer] = field(default_factory=list)
    recipient: Recipient | None = None
    gone: bool = False

    def next_answer(self) -> Answer | None:
        return self.answers.pop(0) if len(self.answers) > 1 else next(iter(self.answers), None)


@dataclass(frozen=True)
class Message:
    channel: Channel
    push: Capture
    expires: float  # Unix seconds, by the service's clock

    def frame(self) -> dict[str, object]:
        """Firefox drops a frame that has headers and no data, so a push without a body has neither."""
        frame: dict[str, object] = {
            "messageType": "notification",
            "channelID": self.channel.id,
            "version": self.push.version,
            "ttl": self.push.ttl,
        }
        if self.push.body:
            frame |= {"data": base64url(self.push.body), "headers": {"encoding": "aes128gcm"}}
        return frame


class Mailbox:
    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.takes_new = True
        self._waiting: dict[str, list[Message]] = defaultdict(list)
        self._known: set[str] = set()

    def greet(self, uaid: str | None) -> str:
        """A browser that this service has never met gets a new name, and then drops its old subscriptions."""
        if uaid not in self._known:
            uaid = secrets.token_hex(16)
            self._known.add(uaid)
        return uaid

    def forget(self) -> None:
        """As a service does that lost its memory: who comes back is a stranger."""
        self._known.clear()

    def add(self, channel: Channel) -> Channel:
        self.channels[channel.token] = channel
        return channel

    def subscription(self, uaid: str, channel_id: str) -> Channel | None:
        channels = list(self.channels.values())
        return next((c for c in channels if c.uaid == uaid and c.id == channel_id), None)

    def close(self, channel: Channel) -> None:
        channel.gone = True
        waiting = self._waiting[channel.uaid]
        waiting[:] = [message for message in waiting if message.channel is not channel]

    def put(self, channel: Channel, push: Capture, now: float) -> Message:
        waiting = self._waiting[channel.uaid]
        if push.topic is not None:
            waiting[:] = [m for m in waiting if m.channel is not channel or m.push.topic != push.topic]
        message = Message(channel, push, now + push.ttl)
        waiting.append(message)
        return message

    def waiting(self, uaid: str, now: float) -> list[Message]:
        waiting = self._waiting[uaid]
        waiting[:] = [message for message in waiting if message.expires > now]
        return list(waiting)

    def take(self, uaid: str, version: str) -> Message | None:
        waiting = self._waiting[uaid]
        found = next((message for message in waiting if message.push.version == version), None)
        if found:
            waiting.remove(found)
        return found
