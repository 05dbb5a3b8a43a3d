"""How the state of a mail looks on a page: the tone of its chip, and the shape in it."""

from reports.enums import MailState

LOOKS = {
    MailState.WAITING: ("", "clock"),
    MailState.SENDING: ("", "clock"),
    MailState.SENT: ("is-done", "ok"),
    MailState.FAILED: ("is-missed", "error"),
}
