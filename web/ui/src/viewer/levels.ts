import type { ChatRow } from './chat-rows';

/** What lies over the picture, deepest last. */
export type Level =
  | { readonly kind: 'shelf' }
  | { readonly kind: 'product'; readonly product: string }
  | { readonly kind: 'buy' }
  | { readonly kind: 'cart' }
  | { readonly kind: 'comment'; readonly row: ChatRow }
  | { readonly kind: 'questions' }
  | { readonly kind: 'more' };

interface Bookmark {
  readonly nigiwaiDepth?: number;
}

/** The part of `history` that is used. */
export interface Pages {
  readonly state: unknown;
  pushState(state: unknown, unused: string): void;
  replaceState(state: unknown, unused: string): void;
  go(delta: number): void;
}

/**
 * The open sheets as pages of the browser's history: the back button closes the topmost instead of
 * leaving the show.
 */
export class Levels {
  open: readonly Level[] = [];

  constructor(
    private readonly history: Pages,
    private readonly changed: () => void,
  ) {
    history.replaceState({ nigiwaiDepth: 0 }, '');
  }

  top(): Level | null {
    return this.open.at(-1) ?? null;
  }

  push(level: Level): void {
    const top = this.top();
    if (top?.kind === level.kind) {
      this.open = [...this.open.slice(0, -1), level];
    } else {
      this.open = [...this.open, level];
      this.history.pushState({ nigiwaiDepth: this.open.length }, '');
    }
    this.changed();
  }

  /** Closes the topmost. */
  back(): void {
    if (this.open.length > 0) this.history.go(-1);
  }

  /** Closes them all. */
  clear(): void {
    if (this.open.length > 0) this.history.go(-this.open.length);
  }

  /** The browser has moved to another page of its history. */
  moved(state: unknown): void {
    const depth = (state as Bookmark | null)?.nigiwaiDepth ?? 0;
    if (depth >= this.open.length) return;
    this.open = this.open.slice(0, depth);
    this.changed();
  }
}
