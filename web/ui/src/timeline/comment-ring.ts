import type { Badge, CommentEntry, Entry } from '../protocol/frames';

/** So many comments are kept; the oldest go first. */
export const COMMENTS_MAX = 300;

export type QuestionMark = 'none' | 'open' | 'grouped' | 'answered';

export interface Comment {
  readonly eid: string;
  readonly offset: number;
  readonly at: number;
  readonly by: string;
  readonly name: string;
  readonly text: string;
  readonly badge: Badge;
  readonly deleted: boolean;
  /** The comment it replies to. */
  readonly re: string | null;
  /** What its author was looking at. */
  readonly mediaAt: number | null;
  readonly question: QuestionMark;
  /** How the question was answered: where in the picture, in which words. */
  readonly answer: { readonly mediaAt: number | null; readonly text: string } | null;
}

/**
 * The newest comments of a show with everything that later entries say of them. Bounded; what has
 * fallen off is not changed any more.
 */
export class CommentRing {
  private list: Comment[] = [];
  private at = new Map<string, number>();
  private shared: readonly Comment[] = [];
  private stale = false;

  all(): readonly Comment[] {
    if (this.stale) {
      this.shared = [...this.list];
      this.stale = false;
    }
    return this.shared;
  }

  find(eid: string): Comment | undefined {
    const index = this.at.get(eid);
    return index === undefined ? undefined : this.list[index];
  }

  clear(): void {
    this.list = [];
    this.at.clear();
    this.stale = true;
  }

  enter(entry: Entry): void {
    switch (entry.t) {
      case 'comment':
        this.at.set(entry.eid, this.list.length);
        this.list.push(commentOf(entry));
        this.stale = true;
        return;
      case 'comment_deleted':
        this.change(entry.eid, { name: '', text: '', deleted: true });
        return;
      case 'comment_restored':
        this.change(entry.eid, { name: entry.n ?? '', text: entry.x, badge: entry.b, deleted: false });
        return;
      case 'question':
        this.change(entry.eid, { question: 'open' });
        return;
      case 'question_grouped':
        this.change(entry.eid, { question: entry.into === undefined ? 'open' : 'grouped' });
        return;
      case 'question_answered':
        this.change(entry.eid, { question: 'answered', answer: { mediaAt: entry.m ?? null, text: entry.x ?? '' } });
        return;
      default:
    }
  }

  /** Lets the oldest go; called once after the entries of a frame. */
  trim(): void {
    if (this.list.length <= COMMENTS_MAX) return;
    this.list = this.list.slice(-COMMENTS_MAX);
    this.at = new Map(this.list.map(({ eid }, index) => [eid, index]));
  }

  private change(eid: string, change: Partial<Comment>): void {
    const index = this.at.get(eid);
    const comment = index === undefined ? undefined : this.list[index];
    if (index === undefined || !comment) return;
    this.list[index] = { ...comment, ...change };
    this.stale = true;
  }
}

function commentOf(entry: CommentEntry): Comment {
  return {
    eid: entry.eid,
    offset: entry.o,
    at: entry.at,
    by: entry.by?.id ?? '',
    name: entry.n ?? '',
    text: entry.x ?? '',
    badge: entry.b,
    deleted: entry.x === undefined,
    re: entry.re ?? null,
    mediaAt: entry.m ?? null,
    question: entry.q ? 'open' : 'none',
    answer: null,
  };
}
