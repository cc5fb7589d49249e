import type { Refusal } from '../protocol/frames';

export type PendingState = 'sending' | 'stored' | 'failed';

/** An own comment that is not yet seen in the log. */
export interface Pending {
  readonly key: string;
  readonly text: string;
  readonly mediaTime: number | undefined;
  /** The log had come so far when it was said: its entry comes after this. */
  readonly afterOffset: number;
  readonly state: PendingState;
  /** Known once acked. */
  readonly eid: string | null;
  /** Why it was refused, or why it waits; in the server's words. */
  readonly reason: { readonly ja: string; readonly en: string } | null;
}

/** So many own comments may wait at once; more are not taken. */
export const OUTBOX_MAX = 20;
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

  add(key: string, text: string, mediaTime: number | undefined, afterOffset: number): boolean {
    if (this.waiting.length >= OUTBOX_MAX) return false;
    this.waiting = [...this.waiting, { key, text, mediaTime, afterOffset, state: 'sending', eid: null, reason: null }];
    return true;
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

  acked(id: number, eid: string, seen: boolean): void {
    const key = this.keyOfRequest.get(id);
    if (key === undefined) return;
    this.retryAt.delete(key);
    if (seen) this.remove(key);
    else this.change(key, { state: 'stored', eid, reason: null });
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
