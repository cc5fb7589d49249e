import type { ClientFrame, LogName } from '../protocol/client-frames';
import { PROTOCOL } from '../protocol/frames';
import { Backoff } from './backoff';
import { ServerClock } from './server-clock';
import { openEventStream } from './event-stream';
import { joinTokens, type JoinTokens } from './join-tokens';
import { LiveSession } from './session';
import { Transport } from './transport';

export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'offline' | 'stopped';

/** What a socket tells. */
export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  closed(code: number): void;
  /** Something came, if no frame: the way is not dead. */
  alive?(): void;
}

/** The part of a WebSocket that is used. */
export interface Socket {
  send(text: string): void;
  /** After this the events are not told any more. */
  close(code: number): void;
}

/** What the connection needs from the browser; tests give their own. */
export interface Surroundings {
  open(url: string, events: SocketEvents): Socket;
  /** The way without a WebSocket: a stream of events, with requests beside it. */
  openEvents(url: string, events: SocketEvents): Socket;
  now(): number;
  after(millis: number, action: () => void): () => void;
  random(): number;
  /** The page can be seen and the device says it has a network. */
  ready(): boolean;
  online(): boolean;
  onReadyChange(changed: () => void): () => void;
}

const CONNECT_MILLIS_MAX = 10_000;
const SILENCE_SLACK_MILLIS = 5_000;
const CODE_LOST = 1006;
const CODE_DRAIN = 4200;
const CODE_TOKEN_ENDED = 4204;

/** Where a log is told. */
export interface Addresses {
  readonly socket: string;
  /** Null: there is no other way. */
  readonly events: string | null;
}

/**
 * Keeps one session connected: opens sockets, or streams of events where sockets do not get through, waits between tries as the server asked, tries at once
 * when the network or the page comes back, and gives a silent socket up. A hidden page does not
 * start new tries; an open socket stays.
 */
export class LiveConnection {
  readonly session: LiveSession;
  readonly clock: ServerClock;
  state: ConnectionState = 'connecting';
  /** The code with which the server closed for good. */
  stoppedBy: number | null = null;
  /** Since when there is no connection; null while there is. */
  lostAt: number | null;

  private socket: Socket | null = null;
  private readonly transport = new Transport();
  private opened = false;
  private readonly backoff: Backoff;
  private openedAt = 0;
  private heardAt = 0;
  private cancelWait: (() => void) | null = null;
  private cancelWatch: (() => void) | null = null;
  private awaitingReady = false;
  private drainUntil: number | null = null;
  private readonly stopListening: () => void;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly to: Addresses,
    log: LogName,
    private readonly around: Surroundings,
    private readonly tokens: JoinTokens | null = null,
  ) {
    this.backoff = new Backoff(() => around.random());
    this.clock = new ServerClock(() => around.now());
    this.lostAt = around.now();
    this.session = new LiveSession(
      {
        send: (frame) => this.send(frame),
        close: (code) => this.leave(code),
        now: () => around.now(),
        serverNow: () => this.clock.now(),
        after: (millis, action) => around.after(millis, action),
      },
      log,
    );
    this.session.onChange(() => this.changed());
    this.stopListening = around.onReadyChange(() => this.readyChanged());
    this.connect();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tries now instead of later. */
  tryNow(): void {
    if (this.state === 'stopped' || this.socket !== null) return;
    this.cancelWait?.();
    this.connect();
  }

  /** Leaves for good. */
  stop(): void {
    this.stopListening();
    this.cancelWait?.();
    this.become('stopped');
    this.leave(1000);
  }

  private connect(): void {
    this.cancelWait = null;
    if (!this.around.ready()) {
      this.awaitingReady = true;
      this.become(this.around.online() ? this.state : 'offline');
      return;
    }
    this.awaitingReady = false;
    if (this.state === 'offline') this.become('reconnecting');
    this.openedAt = this.around.now();
    this.heardAt = this.openedAt;
    this.opened = false;
    const events: SocketEvents = {
      opened: () => void this.join(),
      received: (text) => this.heard(text),
      closed: (code) => this.lost(code),
      alive: () => (this.heardAt = this.around.now()),
    };
    const { to, around } = this;
    const way = to.events === null ? 'socket' : this.transport.choose(around.now());
    this.socket = way === 'events' && to.events !== null ? around.openEvents(to.events, events) : around.open(to.socket, events);
    this.watch();
  }

  private async join(): Promise<void> {
    this.opened = true;
    const { socket } = this;
    if (this.tokens === null) {
      this.session.opened();
      return;
    }
    const token = await this.tokens.current();
    if (this.socket === socket && socket !== null) this.session.opened(token);
  }

  private heard(text: string): void {
    this.heardAt = this.around.now();
    const before = this.session.welcomed;
    const stamp = /"now":(\d+)/.exec(text)?.[1];
    if (stamp !== undefined) this.clock.sample(Number(stamp));
    this.session.received(text);
    if (this.session.welcomed !== before) {
      this.openedAt = this.around.now();
      this.lostAt = null;
      this.transport.welcomed();
      this.become('open');
      this.tokens?.keep((token) => this.session.renew(token));
    }
    const { drainMillis } = this.session;
    if (drainMillis !== null && this.drainUntil === null) {
      this.drainUntil = this.around.now() + drainMillis;
      this.cancelWait = this.around.after(drainMillis, () => this.leave(CODE_DRAIN));
    }
  }

  /** Closes from this side; the close is not waited for, a dead network would never report it. */
  private leave(code: number): void {
    const socket = this.socket;
    if (socket === null) return;
    socket.close(code);
    this.lost(code);
  }

  private lost(code: number): void {
    this.socket = null;
    this.cancelWatch?.();
    this.cancelWait?.();
    const now = this.around.now();
    if (this.state !== 'open' && code < 4_000) this.transport.failed(now, !this.opened && now - this.openedAt >= CONNECT_MILLIS_MAX);
    if (code === CODE_TOKEN_ENDED) this.tokens?.ended();
    this.tokens?.pause();
    const held = this.state === 'open' ? now - this.openedAt : 0;
    this.lostAt ??= now;
    const drain = this.drainUntil === null ? null : Math.max(0, this.drainUntil - now);
    this.drainUntil = null;
    const after = this.session.closed(code);
    if (this.state === 'stopped') return;
    const rc = this.session.welcomed?.rc ?? { base: 500, cap: 20_000 };
    const wait = this.backoff.next(after, held, rc, drain);
    if (wait === null) {
      this.stoppedBy = code;
      this.become('stopped');
      return;
    }
    this.become(this.around.online() ? 'reconnecting' : 'offline');
    this.cancelWait = this.around.after(wait, () => this.connect());
  }

  /** The server pings; a socket that is silent for longer than that is dead, whatever it says. */
  private watch(): void {
    const left = this.heardAt + this.silenceMillisMax() - this.around.now();
    this.cancelWatch = this.around.after(Math.max(left, 0), () => {
      const now = this.around.now();
      if (now - this.heardAt >= this.silenceMillisMax()) this.leave(CODE_LOST);
      else if (now >= this.transport.retryAt) this.leave(CODE_DRAIN);
      else this.watch();
    });
  }

  private silenceMillisMax(): number {
    const { welcomed } = this.session;
    return this.state === 'open' && welcomed ? welcomed.ping + welcomed.wait + SILENCE_SLACK_MILLIS : CONNECT_MILLIS_MAX;
  }

  private readyChanged(): void {
    if (!this.around.online()) {
      if (this.state === 'stopped') return;
      this.leave(CODE_LOST);
      this.become('offline');
    } else if (this.around.ready() && this.socket === null && (this.awaitingReady || this.state === 'offline')) {
      this.tryNow();
    }
  }

  private send(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  private become(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function openSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url, PROTOCOL);
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') events.received(data);
  };
  socket.onclose = ({ code }) => events.closed(code);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code) => {
      socket.onopen = socket.onmessage = socket.onclose = null;
      // 1006 and its like cannot be sent.
      if (code === 1000 || code >= 3000) socket.close(code);
      else socket.close();
    },
  };
}

/** The real browser. */
export function browserSurroundings(): Surroundings {
  return {
    open: openSocket,
    openEvents: openEventStream,
    now: () => Date.now(),
    after: (millis, action) => {
      const timer = setTimeout(action, millis);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    ready: () => navigator.onLine && document.visibilityState !== 'hidden',
    online: () => navigator.onLine,
    onReadyChange: (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      document.addEventListener('visibilitychange', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
        document.removeEventListener('visibilitychange', changed);
      };
    },
  };
}

/** Connects a page to a show's log. */
export function connectLive(show: string, log: LogName = 'stage'): LiveConnection {
  const path = `/api/shows/${encodeURIComponent(show)}`;
  const socket = new URL(`${path}/live`, location.href);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  const around = browserSurroundings();
  return new LiveConnection({ socket: socket.href, events: new URL(`${path}/events`, location.href).href }, log, around, joinTokens(show, around));
}
