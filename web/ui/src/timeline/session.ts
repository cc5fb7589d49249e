import type { Ask, ClientFrame, LogName, Reaction } from '../protocol/client-frames';
import { afterClose, CLOSE_HOLE, readFrame, type AfterClose, type Note, type ServerFrame, type Welcome } from '../protocol/frames';
import { TimelineFold } from './fold';
import { MyQuestions } from './my-questions';
import { Outbox } from './outbox';
import { Requests, type Outcome } from './requests';
import { OwnStanding, type Standing } from './standing';

/** What a session needs from the world. */
export interface SessionPort {
  send(frame: ClientFrame): void;
  close(code: number): void;
  now(): number;
  /** The server's show clock. */
  serverNow(): number;
  after(millis: number, action: () => void): () => void;
}

const REACTIONS_PER_FRAME = 20;
const REACTIONS_EVERY_MILLIS = 500;

/** What goes with the words of a comment. */
export interface SayMore {
  readonly mediaTime?: number | undefined;
  readonly re?: string | null;
  readonly question?: boolean;
}

/**
 * The client's side of `nigiwai.v1` without a socket: what to send when, what each frame does to the
 * fold and the outbox, and what a close means. `LiveConnection` feeds it.
 */
export class LiveSession {
  readonly fold: TimelineFold;
  readonly outbox = new Outbox();
  readonly questions = new MyQuestions();
  welcomed: Welcome | null = null;
  drainMillis: number | null = null;
  /** How far behind the show the picture is; null while there is none. Told in heartbeats. */
  pictureDelay: () => number | null = () => null;

  private joined = false;
  private deaf = true;
  private lastRequest = 0;
  private wantedName: string | null = null;
  private readonly requests = new Requests();
  private readonly own = new OwnStanding();
  private readonly reactionsWaiting = new Map<Reaction, number>();
  private reactionsTimer: (() => void) | null = null;
  private readonly noteListeners = new Set<(note: Note) => void>();
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

  /** Notes that say something new: the status of an own question, a decision, a sanction. */
  onNote(listener: (note: Note) => void): () => void {
    this.noteListeners.add(listener);
    return () => this.noteListeners.delete(listener);
  }

  opened(token: string | null = null): void {
    this.lastRequest = 0;
    this.deaf = false;
    this.drainMillis = null;
    const { epoch, offset } = this.fold;
    this.port.send({
      c: 'join',
      id: ++this.lastRequest,
      log: this.log,
      ...(epoch === null ? {} : { ep: epoch, off: offset }),
      ...(token === null ? {} : { tok: token }),
    });
  }

  received(text: string): void {
    const frame = this.deaf ? null : readFrame(text);
    if (frame === null) return;
    this.apply(frame);
    this.changed();
  }

  private apply(frame: ServerFrame): void {
    switch (frame.f) {
      case 'welcome':
        this.welcome(frame);
        return;
      case 'b':
        if (!this.fold.batch(frame)) {
          this.deaf = true;
          this.joined = false;
          this.port.close(CLOSE_HOLE);
        }
        return;
      case 'ack':
        if (!this.requests.ended(frame.id, { kind: 'done' })) this.acked(frame.id, frame.eid, frame.held);
        return;
      case 'named':
        this.wantedName = null;
        this.fold.named(frame.name);
        return;
      case 'err': {
        const { code, ja, en } = frame;
        if (this.requests.ended(frame.id, { kind: 'refused', code, ja, en })) return;
        this.own.refused(code, frame.after, this.port.serverNow());
        const due = this.outbox.refused(frame, this.port.now());
        if (due !== null) this.port.after(due - this.port.now(), () => this.sendDue());
        return;
      }
      case 'note':
        this.noted(frame);
        return;
      case 'ping':
        this.port.send({ c: 'pong', off: this.fold.offset, ...this.lateness() });
        return;
      case 'drain':
        this.drainMillis = frame.in;
    }
  }

  private lateness(): { d?: number } {
    const delay = this.pictureDelay();
    return delay === null ? {} : { d: Math.max(0, Math.round(delay)) };
  }

  closed(code: number): AfterClose {
    this.joined = false;
    this.deaf = true;
    this.requests.lost();
    this.changed();
    return afterClose(code);
  }

  /** False when too many own comments wait already; the text then stays with the person. */
  say(key: string, text: string, { mediaTime, re = null, question = false }: SayMore = {}): boolean {
    if (!this.outbox.add({ key, text, mediaTime, re, question, afterOffset: this.fold.offset })) return false;
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

  /** Asks for something about one comment. */
  async ask(request: Ask): Promise<Outcome> {
    if (!this.joined) return { kind: 'lost' };
    const id = ++this.lastRequest;
    const outcome = this.requests.opened(id);
    this.port.send({ ...request, id });
    const ended = await outcome;
    if (ended.kind === 'done' && request.c === 'ask') this.questions.asked(request.eid, this.wordsOf(request.eid));
    this.changed();
    return ended;
  }

  /** A fresh join token while the old one still holds. */
  async renew(token: string): Promise<Outcome> {
    if (!this.joined) return { kind: 'lost' };
    const id = ++this.lastRequest;
    const outcome = this.requests.opened(id);
    this.port.send({ c: 'tok', id, tok: token });
    return outcome;
  }

  /** Whether I may comment now. */
  standing(): Standing {
    return this.own.at(this.port.serverNow(), this.fold.chat());
  }

  heart(): void {
    this.react('heart');
  }

  /** Reactions are gathered; what cannot be sent now is not sent later. */
  react(kind: Reaction): void {
    this.reactionsWaiting.set(kind, Math.min(REACTIONS_PER_FRAME, (this.reactionsWaiting.get(kind) ?? 0) + 1));
    this.reactionsTimer ??= this.port.after(REACTIONS_EVERY_MILLIS, () => {
      for (const [t, n] of this.joined ? this.reactionsWaiting : []) this.port.send(t === 'heart' ? { c: 'heart', n } : { c: 'react', t, n });
      this.reactionsWaiting.clear();
      this.reactionsTimer = null;
    });
  }

  private acked(id: number, eid: string, held: boolean): void {
    const stored = this.outbox.acked(id, eid, this.fold.has(eid), this.fold.newestAt, held);
    if (!stored) return;
    this.own.stored(this.fold.chat(), this.port.serverNow());
    if (stored.question) this.questions.asked(eid, stored.text);
  }

  private noted(note: Note): void {
    switch (note.k) {
      case 'mine':
        this.outbox.told(note.ev);
        return;
      case 'held':
        this.outbox.decided(note.eid, note.status);
        break;
      case 'sanction':
        this.own.sanctioned(note.kind, note.until);
        break;
      case 'question':
        if (!this.questions.told(note, this.wordsOf(note.eid))) return;
    }
    for (const listener of this.noteListeners) listener(note);
  }

  private wordsOf(eid: string): string {
    return this.fold.comment(eid)?.text ?? this.outbox.all().find((pending) => pending.eid === eid)?.text ?? '';
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
    const { text, mediaTime, re, question } = pending;
    this.port.send({
      c: 'say',
      id,
      k: key,
      x: text,
      ...(mediaTime === undefined ? {} : { m: Math.round(mediaTime) }),
      ...(re === null ? {} : { re }),
      ...(question ? { q: true } : {}),
    });
  }

  private sendName(): void {
    if (this.wantedName !== null) this.port.send({ c: 'name', id: ++this.lastRequest, n: this.wantedName });
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
