import { afterClose, CLOSE_HOLE, readFrame, type AfterClose, type ClientFrame, type LogName, type Welcome } from '../protocol/frames';
import { TimelineFold } from './fold';
import { Outbox } from './outbox';

/** What a session needs from the world. */
export interface SessionPort {
  send(frame: ClientFrame): void;
  close(code: number): void;
  now(): number;
  after(millis: number, action: () => void): () => void;
}

const HEARTS_PER_FRAME = 20;
const HEARTS_EVERY_MILLIS = 500;

/**
 * The client's side of `nigiwai.v1` without a socket: what to send when, what each frame does to the
 * fold and the outbox, and what a close means. `LiveConnection` feeds it.
 */
export class LiveSession {
  readonly fold: TimelineFold;
  readonly outbox = new Outbox();
  welcomed: Welcome | null = null;
  drainMillis: number | null = null;

  private joined = false;
  private deaf = true;
  private lastRequest = 0;
  private wantedName: string | null = null;
  private heartsWaiting = 0;
  private heartsTimer: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly port: SessionPort,
    private readonly log: LogName = 'stage',
  ) {
    this.fold = new TimelineFold(() => port.now());
    this.fold.onEntry((entry) => {
      if (entry.t === 'comment') this.outbox.seen(entry.eid);
    });
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  opened(): void {
    this.lastRequest = 0;
    this.deaf = false;
    this.drainMillis = null;
    const { epoch, offset } = this.fold;
    this.port.send({
      c: 'join',
      id: ++this.lastRequest,
      log: this.log,
      ...(epoch === null ? {} : { ep: epoch, off: offset }),
    });
  }

  received(text: string): void {
    const frame = this.deaf ? null : readFrame(text);
    if (frame === null) return;
    switch (frame.f) {
      case 'welcome':
        this.welcome(frame);
        break;
      case 'b':
        if (!this.fold.batch(frame)) {
          this.deaf = true;
          this.joined = false;
          this.port.close(CLOSE_HOLE);
        }
        break;
      case 'ack':
        this.outbox.acked(frame.id, frame.eid, this.fold.has(frame.eid));
        break;
      case 'named':
        this.wantedName = null;
        this.fold.named(frame.name);
        break;
      case 'err': {
        const due = this.outbox.refused(frame, this.port.now());
        if (due !== null) this.port.after(due - this.port.now(), () => this.sendDue());
        break;
      }
      case 'ping':
        this.port.send({ c: 'pong', off: this.fold.offset });
        break;
      case 'drain':
        this.drainMillis = frame.in;
        break;
    }
    this.changed();
  }

  closed(code: number): AfterClose {
    this.joined = false;
    this.deaf = true;
    this.changed();
    return afterClose(code);
  }

  /** False when too many own comments wait already; the text then stays with the person. */
  say(key: string, text: string, mediaTime?: number): boolean {
    if (!this.outbox.add(key, text, mediaTime, this.fold.offset)) return false;
    if (this.joined) this.sendComment(key);
    this.changed();
    return true;
  }

  /** Tries a refused comment again under its own key. */
  sayAgain(key: string): void {
    this.outbox.revive(key);
    if (this.joined) this.sendComment(key);
    this.changed();
  }

  takeBack(key: string): void {
    this.outbox.remove(key);
    this.changed();
  }

  rename(name: string): void {
    this.wantedName = name;
    if (this.joined) this.sendName();
  }

  /** Hearts are gathered; what cannot be sent now is not sent later. */
  heart(): void {
    this.heartsWaiting = Math.min(HEARTS_PER_FRAME, this.heartsWaiting + 1);
    this.heartsTimer ??= this.port.after(HEARTS_EVERY_MILLIS, () => {
      if (this.joined) this.port.send({ c: 'heart', n: this.heartsWaiting });
      this.heartsWaiting = 0;
      this.heartsTimer = null;
    });
  }

  private welcome(frame: Welcome): void {
    this.outbox.reopened();
    this.fold.welcome(frame);
    this.welcomed = frame;
    this.joined = true;
    if (this.wantedName !== null) this.sendName();
    for (const pending of this.outbox.toSend()) this.sendComment(pending.key);
  }

  private sendDue(): void {
    if (!this.joined) return;
    for (const pending of this.outbox.due(this.port.now())) this.sendComment(pending.key);
  }

  private sendComment(key: string): void {
    const pending = this.outbox.find(key);
    if (!pending) return;
    const id = ++this.lastRequest;
    this.outbox.requested(id, key);
    const { text, mediaTime } = pending;
    this.port.send({ c: 'say', id, k: key, x: text, ...(mediaTime === undefined ? {} : { m: Math.round(mediaTime) }) });
  }

  private sendName(): void {
    if (this.wantedName !== null) this.port.send({ c: 'name', id: ++this.lastRequest, n: this.wantedName });
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
