/** The way to the server: a WebSocket, or a stream of events with requests beside it. */
export type Way = 'socket' | 'events';

const FAILURES_MAX = 3;
const FAILURES_WITHIN_MILLIS = 60_000;
/** So often a socket may never have opened at all: something between swallows it. */
const NEVER_OPENED_MAX = 2;
const SOCKET_AGAIN_MILLIS = 600_000;
const SOCKET_AGAIN_MILLIS_MAX = 7_200_000;

/**
 * Which way to take. Sockets that fail before their welcome three times in a minute, or that twice never
 * open, give way to the stream of events; after ten minutes a socket is tried once more, and
 * each further time it fails twice as late.
 */
export class Transport {
  way: Way = 'socket';
  private failedAt: number[] = [];
  private neverOpened = 0;
  private socketAgainAt = Infinity;
  private againMillis = SOCKET_AGAIN_MILLIS;
  private probing = false;

  /** A socket brought its welcome. */
  welcomed(): void {
    if (this.way !== 'socket') return;
    this.failedAt = [];
    this.neverOpened = 0;
    this.probing = false;
    this.againMillis = SOCKET_AGAIN_MILLIS;
  }

  /** A socket ended without a welcome and without a word of the server; `swallowed` when it never even opened. */
  failed(now: number, swallowed: boolean): void {
    if (this.way !== 'socket') return;
    this.failedAt = [...this.failedAt.filter((at) => now - at < FAILURES_WITHIN_MILLIS), now];
    if (swallowed) this.neverOpened++;
    if (!this.probing && this.failedAt.length < FAILURES_MAX && this.neverOpened < NEVER_OPENED_MAX) return;
    if (this.probing) this.againMillis = Math.min(SOCKET_AGAIN_MILLIS_MAX, this.againMillis * 2);
    this.way = 'events';
    this.probing = false;
    this.socketAgainAt = now + this.againMillis;
  }

  /** When a socket is to be tried again; Infinity while one is used. */
  get retryAt(): number {
    return this.way === 'socket' ? Infinity : this.socketAgainAt;
  }

  /** Called before each try. */
  choose(now: number): Way {
    if (this.way === 'events' && now >= this.socketAgainAt) {
      this.way = 'socket';
      this.failedAt = [];
      this.neverOpened = 0;
      this.probing = true;
    }
    return this.way;
  }
}
