import type { Comment } from '../timeline/fold';
import type { Pending } from '../timeline/outbox';

/** One line of the conversation. */
export interface ChatRow {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly badge: Comment['badge'];
  readonly mine: boolean;
  readonly at: number | null;
  readonly state: 'shown' | 'sending' | 'stored' | 'failed';
  readonly reason: { readonly ja: string; readonly en: string } | null;
}

/**
 * The comments of the log, then the own ones still on their way. An own comment whose entry came
 * before its ack is shown once: the oldest unacked copy of the same words gives way to it.
 */
export function chatRows(comments: readonly Comment[], pending: readonly Pending[], me: string | null): readonly ChatRow[] {
  const waiting = [...pending];
  const rows: ChatRow[] = [];
  for (const comment of comments) {
    if (comment.deleted) continue;
    const mine = me !== null && comment.by === me;
    if (mine) {
      const copy = waiting.findIndex(
        (one) => one.state === 'sending' && one.text === comment.text && comment.offset > one.afterOffset,
      );
      if (copy >= 0) waiting.splice(copy, 1);
    }
    const { eid, name, text, badge, at } = comment;
    rows.push({ key: eid, name, text, badge, mine, at, state: 'shown', reason: null });
  }
  for (const { key, text, state, reason } of waiting) {
    rows.push({ key, name: '', text, badge: 'none', mine: true, at: null, state, reason });
  }
  return rows;
}
