import type { OwnWords, Refusal } from '../protocol/frames';

export type PendingState = 'sending' | 'stored' | 'failed';

/** An own comment that is not yet seen in the log. */
export interface Pending {
  readonly key: string;
  readonly text: string;
  readonly mediaTime: number | undefined;
  /** The comment it replies to. */
  readonly re: string | null;
  readonly question: boolean;
  /** It waits for a moderator, or was turned away by one. */
  readonly review: 'none' | 'held' | 'rejected';
  /** Stored at: what comes later in the log stands below it. */
  readonly at: number | null;
  /** The log had come so far when it was said: its entry comes after this. */
  readonly afterOffset: number;
  readonly state: PendingState;
  /** Known once acked. */
  readonly eid: string | null;
  /** Why it was refused, or why it waits; in the server's words. */
  readonly reason: { readonly ja: string; readonly en: string } | null;
}

/** What a person sends. */
export interface NewWords {
  readonly key: string;
  readonly text: string;
  readonly mediaTime: number | undefined;
  readonly afterOffset: number;
  readonly re?: string | null;
  readonly question?: boolean;
}

/** So many own comments may wait at once; more are not taken. */
export const OUTBOX_MAX = 20;
/** So many own comments are kept that are stored and that the log has not shown. */
const STORED_MAX = 40;
const RETRY_MILLIS_DEFAULT = 2_000;

/**
 * Own comments on their way. Each keeps its key until it is acked, so that sending again never
 * stores it twice, and leaves when the log shows it or, refused, when the person takes it back.
 */
export class Outbox {
  private waiting: Pending[] = [];
  private readonly keyOfRequest = new Map<number, string>();
  private readonly retryAt = new Map<string, number>();

  all(): readonly Pending[] {
    return this.waiting;
  }

  add(words: NewWords): boolean {
    if (this.waiting.filter(({ state }) => state !== 'stored').length >= OUTBOX_MAX) return false;
    const { re = null, question = false, mediaTime, ...more } = words;
    this.waiting = [...this.waiting, { ...more, re, question, mediaTime, review: 'none', at: null, state: 'sending', eid: null, reason: null }];
    return true;
  }

  /** What the server says is mine and the log does not show to others; it replaces what was stored here. */
  told(own: readonly OwnWords[]): void {
    const others = this.waiting.filter(({ state }) => state !== 'stored');
    const stored = own.slice(-STORED_MAX).map(
      ({ eid, x, at, m, re, q, held }): Pending => ({
        key: eid,
        text: x ?? '',
        mediaTime: m,
        re: re ?? null,
        question: q,
        review: held ? 'held' : 'none',
        at,
        afterOffset: 0,
        state: 'stored',
        eid,
        reason: null,
      }),
    );
    this.waiting = [...stored, ...others];
  }

  /** A moderator has decided. What is shown comes with the log. */
  decided(eid: string, status: 'shown' | 'rejected'): void {
    const pending = this.waiting.find((one) => one.eid === eid);
    if (pending) this.change(pending.key, { review: status === 'rejected' ? 'rejected' : 'none' });
  }

  find(key: string): Pending | undefined {
    return this.waiting.find((pending) => pending.key === key);
  }

  /** The person takes a refused comment back, or away. */
  remove(key: string): void {
    this.waiting = this.waiting.filter((pending) => pending.key !== key);
    this.retryAt.delete(key);
  }

  /** A refused comment goes once more. */
  revive(key: string): void {
    this.change(key, { state: 'sending', reason: null });
  }

  requested(id: number, key: string): void {
    this.keyOfRequest.set(id, key);
    this.retryAt.delete(key);
  }

  /** Stored: gone when the log shows it already, else kept below what came until `at`. Returns the comment. */
  acked(id: number, eid: string, seen: boolean, at: number, held: boolean): Pending | undefined {
    const key = this.keyOfRequest.get(id);
    const pending = key === undefined ? undefined : this.find(key);
    if (key === undefined || !pending) return undefined;
    this.retryAt.delete(key);
    if (seen) this.remove(key);
    else {
      this.change(key, { state: 'stored', eid, at, review: held ? 'held' : 'none', reason: null });
      const stored = this.waiting.filter(({ state }) => state === 'stored');
      if (stored.length > STORED_MAX && stored[0]) this.remove(stored[0].key);
    }
    return pending;
  }

  /** Returns the time at which to send again, or null when there is nothing to send. */
  refused(refusal: Refusal, now: number): number | null {
    const key = refusal.id === undefined ? undefined : this.keyOfRequest.get(refusal.id);
    if (key === undefined || this.find(key)?.state !== 'sending') return null;
    const reason = { ja: refusal.ja, en: refusal.en };
    if (!refusal.retry) {
      this.change(key, { state: 'failed', reason });
      return null;
    }
    this.change(key, { reason });
    const due = now + (refusal.after ?? RETRY_MILLIS_DEFAULT);
    this.retryAt.set(key, due);
    return due;
  }

  /** The log shows a comment. */
  seen(eid: string): void {
    const shown = this.waiting.find((pending) => pending.eid === eid);
    if (shown) this.remove(shown.key);
  }

  /** A new socket: request numbers start over; what was stored is in the log. */
  reopened(): void {
    this.keyOfRequest.clear();
    this.retryAt.clear();
    this.waiting = this.waiting.filter((pending) => pending.state !== 'stored');
  }

  toSend(): readonly Pending[] {
    return this.waiting.filter((pending) => pending.state === 'sending');
  }

  due(now: number): readonly Pending[] {
    return this.waiting.filter((pending) => pending.state === 'sending' && (this.retryAt.get(pending.key) ?? Infinity) <= now);
  }

  private change(key: string, change: Partial<Pending>): void {
    this.waiting = this.waiting.map((pending) => (pending.key === key ? { ...pending, ...change } : pending));
  }
}
