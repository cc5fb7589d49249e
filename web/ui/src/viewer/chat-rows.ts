import type { Badge } from '../protocol/frames';
import type { Comment, QuestionMark } from '../timeline/comment-ring';
import type { Pending } from '../timeline/outbox';

/** A comment that speaks of a picture so much older than the reader's is marked with it. */
const EARLIER_MILLIS = 4_000;

/** One line of the conversation. */
export interface ChatRow {
  readonly key: string;
  /** Known once stored. */
  readonly eid: string | null;
  /** Its place in the log; 0 for what is only here. */
  readonly offset: number;
  readonly by: string;
  readonly name: string;
  readonly text: string;
  readonly badge: Badge;
  readonly mine: boolean;
  readonly at: number | null;
  readonly state: 'shown' | 'sending' | 'stored' | 'failed';
  readonly reason: { readonly ja: string; readonly en: string } | null;
  /** Held for a moderator, or turned away; only its author sees it. */
  readonly review: Pending['review'];
  /** What it replies to; without words when those are gone. */
  readonly quote: { readonly name: string; readonly text: string; readonly mine: boolean } | null;
  /** It answers me or names me. */
  readonly toMe: boolean;
  readonly question: QuestionMark;
  readonly answer: Comment['answer'];
  /** The picture its author saw was so many seconds older than that of most; null when it was not. */
  readonly earlier: number | null;
}

/** Whose eyes the rows are for. */
export interface Reader {
  readonly id: string | null;
  /** As chosen; empty for a guest, whom nobody can name. */
  readonly name: string;
  /** People whose words this reader does not want to see. */
  readonly hides: (by: string) => boolean;
  /** How far the reader's picture is behind the server; null while that is not known. */
  readonly delayMillis: number | null;
}

/** `@name`, and no longer name that begins so. */
export function names(text: string, name: string): boolean {
  if (name === '') return false;
  const at = text.indexOf(`@${name}`);
  return at >= 0 && !/[\p{L}\p{N}_]/u.test(text.charAt(at + name.length + 1));
}

interface Kept {
  readonly quoted: Comment | undefined;
  readonly row: ChatRow;
}

/**
 * The comments of the log with the own ones that it does not show in between, then those on their
 * way. An own comment whose entry came before its ack is shown once: the oldest unacked copy of the
 * same words gives way to it. A row stays the same object while nothing of it changes.
 */
export class ChatRows {
  private kept = new WeakMap<Comment, Kept>();
  private readerId: string | null = null;
  private readerName = '';

  of(comments: readonly Comment[], pending: readonly Pending[], reader: Reader): readonly ChatRow[] {
    if (reader.id !== this.readerId || reader.name !== this.readerName) {
      this.kept = new WeakMap();
      this.readerId = reader.id;
      this.readerName = reader.name;
    }
    const byEid = new Map(comments.map((comment) => [comment.eid, comment]));
    const quoted = (re: string | null): Comment | undefined => (re === null ? undefined : byEid.get(re));
    const unacked = pending.filter(({ state }) => state !== 'stored');
    const stored = pending.filter(({ state }) => state === 'stored').sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const rows: ChatRow[] = [];
    for (const comment of comments) {
      if (comment.deleted || (reader.hides(comment.by) && comment.by !== reader.id)) continue;
      while (stored[0] && (stored[0].at ?? 0) < comment.at) rows.push(pendingRow(stored.shift() as Pending, quoted, reader));
      if (comment.by === reader.id && reader.id !== null) {
        const copy = unacked.findIndex(
          (one) => one.state === 'sending' && one.text === comment.text && comment.offset > one.afterOffset,
        );
        if (copy >= 0) unacked.splice(copy, 1);
      }
      rows.push(this.row(comment, quoted(comment.re), reader));
    }
    for (const one of [...stored, ...unacked]) rows.push(pendingRow(one, quoted, reader));
    return rows;
  }

  private row(comment: Comment, quoted: Comment | undefined, reader: Reader): ChatRow {
    const known = this.kept.get(comment);
    if (known && known.quoted === quoted) return known.row;
    const { eid, offset, by, name, text, badge, at, question, answer, mediaAt } = comment;
    const mine = reader.id !== null && by === reader.id;
    const quote = quoteOf(comment.re, quoted, reader);
    const behind = mediaAt === null || mine || reader.delayMillis === null ? 0 : at - reader.delayMillis - mediaAt;
    const row: ChatRow = {
      key: eid, eid, offset, by, name, text, badge, mine, at, state: 'shown', reason: null, review: 'none', quote,
      toMe: !mine && (quote?.mine === true || names(text, reader.name)), question, answer,
      earlier: known ? known.row.earlier : behind > EARLIER_MILLIS ? Math.round(behind / 1000) : null,
    };
    if (reader.delayMillis !== null) this.kept.set(comment, { quoted, row });
    return row;
  }
}

function quoteOf(re: string | null, quoted: Comment | undefined, reader: Reader): ChatRow['quote'] {
  if (re === null) return null;
  if (!quoted || quoted.deleted || reader.hides(quoted.by)) return { name: '', text: '', mine: quoted !== undefined && quoted.by === reader.id };
  return { name: quoted.name, text: quoted.text, mine: quoted.by === reader.id };
}

function pendingRow(pending: Pending, quoted: (re: string | null) => Comment | undefined, reader: Reader): ChatRow {
  const { key, eid, text, state, reason, review, question, at } = pending;
  return {
    key, eid, offset: 0, by: reader.id ?? '', name: '', text, badge: 'none', mine: true, at, state, reason, review,
    quote: quoteOf(pending.re, quoted(pending.re), reader), toMe: false, question: question ? 'open' : 'none', answer: null, earlier: null,
  };
}
