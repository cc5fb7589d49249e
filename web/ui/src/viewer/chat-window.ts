import type { ChatRow } from './chat-rows';

/** So many rows are in the page while it follows. */
export const ROWS_MAX = 60;

/**
 * Which rows are in the page. While the reader follows: the newest, all at once, since letting them
 * flow in over the frames between costs three times as much. While they read further up: those that were there, minus what was deleted, and older ones as they ask for
 * them; what comes meanwhile is counted, not drawn.
 */
export class ChatWindow {
  private shown: readonly ChatRow[] = [];
  private limit = ROWS_MAX;

  following(rows: readonly ChatRow[]): readonly ChatRow[] {
    this.limit = ROWS_MAX;
    this.shown = rows.slice(-this.limit);
    return this.shown;
  }

  /** What was there, as it is now. */
  standing(rows: readonly ChatRow[]): readonly ChatRow[] {
    const now = new Map(rows.map((row) => [row.key, row]));
    const oldest = rows.find(({ offset }) => offset > 0)?.offset ?? 0;
    const kept = this.shown.flatMap((row) => now.get(row.key) ?? (row.offset > 0 && row.offset < oldest ? [row] : []));
    if (kept.length === this.shown.length && kept.every((row, index) => row === this.shown[index])) return this.shown;
    this.shown = kept;
    return kept;
  }

  /** The reader has come to the top: some older ones, if there are. */
  older(rows: readonly ChatRow[]): readonly ChatRow[] {
    const first = this.shown[0];
    const at = first === undefined ? -1 : rows.findIndex(({ key }) => key === first.key);
    if (at <= 0) return this.shown;
    this.limit += ROWS_MAX;
    this.shown = [...rows.slice(Math.max(0, at - ROWS_MAX), at), ...this.shown];
    return this.shown;
  }

  /** How many have come that are not in the page; `more` when some have fallen off meanwhile. */
  unseen(rows: readonly ChatRow[]): { readonly count: number; readonly more: boolean } {
    const last = this.shown.findLast(({ offset }) => offset > 0)?.offset ?? 0;
    const oldest = rows.find(({ offset }) => offset > 0)?.offset ?? 0;
    return { count: rows.filter(({ offset }) => offset > last).length, more: last > 0 && oldest > last + 1 };
  }

  /** Deleted, wherever it is. */
  erase(eid: string): readonly ChatRow[] {
    if (this.shown.some((row) => row.eid === eid)) this.shown = this.shown.filter((row) => row.eid !== eid);
    return this.shown;
  }
}
