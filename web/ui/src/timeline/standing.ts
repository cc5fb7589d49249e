import type { ChatState } from '../protocol/frames';

/** So much later than announced a mute is taken as over, when the server has not said. */
const SLACK_MILLIS = 500;

/** Whether I may comment now, as far as the server has told. */
export type Standing =
  | { readonly kind: 'free' }
  /** Slow mode, or too fast: again from then on. */
  | { readonly kind: 'slow'; readonly until: number }
  /** Muted by a moderator; null without an end. */
  | { readonly kind: 'muted'; readonly until: number | null }
  | { readonly kind: 'members' | 'buyers' };

/**
 * What the refusals, acks and notes of this person add up to. Times are the server's.
 */
export class OwnStanding {
  private slowUntil = 0;
  private muted: { readonly until: number | null } | null = null;
  /** Refused under this rule; another rule asks anew. */
  private outside: 'members' | 'buyers' | null = null;

  /** An own comment was stored. */
  stored(chat: ChatState | null, now: number): void {
    this.outside = null;
    if (chat && chat.slow > 0) this.slowUntil = now + chat.slow * 1_000;
  }

  refused(code: string, after: number | undefined, now: number): void {
    if (code === 'slow_mode' && after !== undefined) this.slowUntil = now + after;
    if (code === 'muted') this.muted = { until: after === undefined ? null : now + after };
    if (code === 'members_only') this.outside = 'members';
    if (code === 'buyers_only') this.outside = 'buyers';
  }

  sanctioned(kind: string, until: number | undefined): void {
    this.muted = kind === 'mute' ? { until: until ?? null } : null;
  }

  at(now: number, chat: ChatState | null): Standing {
    if (this.muted && (this.muted.until === null || this.muted.until + SLACK_MILLIS > now)) return { kind: 'muted', until: this.muted.until };
    if (this.outside !== null && chat?.who === this.outside) return { kind: this.outside };
    return this.slowUntil > now && (chat?.slow ?? 0) > 0 ? { kind: 'slow', until: this.slowUntil } : { kind: 'free' };
  }
}
