"""Tells the windows of calls that come in by the door while the application runs."""

import logging
import socket

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from reader.instance import TAKEN, Door, unpack

log = logging.getLogger(__name__)

MOST = 1 << 20
"""Bytes of a call."""

PATIENCE = 2000
"""Milliseconds after which a caller that says nothing more is left."""


class Doorbell(QObject):
    """Signals:
    rang(Call): another start asks for something; it has its answer already.
    """

    rang = Signal(object)

    def __init__(self, door: Door, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = door.listener
        self._notifier = QSocketNotifier(self._listener.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_caller)

    def _on_caller(self) -> None:
        try:
            calling, _ = self._listener.accept()
        except OSError:
            return
        calling.setblocking(False)
        _Caller(calling, self).called.connect(self.rang)


class _Caller(QObject):
    """One caller until its call is taken.

    Signals:
        called(Call): a whole call has arrived.
    """

    called = Signal(object)

    def __init__(self, calling: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._calling = calling
        self._data = b""
        self._notifier = QSocketNotifier(calling.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_data)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._end)
        self._patience.start()

    def _on_data(self) -> None:
        try:
            data = self._calling.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            self._end()
            return
        self._data += data
        if len(self._data) > MOST:
            self._end()
        elif not data:
            self._answer()

    def _answer(self) -> None:
        call = unpack(self._data)
        self._notifier.setEnabled(False)
        if call is not None:
            try:
                self._calling.send(TAKEN)
            except OSError:
                log.info("who called is gone")
            log.debug("called: %s", call)
            self.called.emit(call)
        self._end()

    def _end(self) -> None:
        self._patience.stop()
        self._notifier.setEnabled(False)
        self._calling.close()
        self.deleteLater()
