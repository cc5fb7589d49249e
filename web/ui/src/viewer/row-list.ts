import type { ChatRow } from './chat-rows';

interface Item {
  row: ChatRow;
  readonly element: HTMLLIElement;
}

/**
 * Keeps the items of a list in step with rows: an item is made once, drawn again only when its row
 * is another object, moved only when its place changed. A frame of a busy conversation costs what is
 * new in it, not what is shown.
 */
export class RowList {
  private items = new Map<string, Item>();
  private rows: readonly ChatRow[] = [];

  constructor(
    private readonly list: HTMLElement,
    private readonly draw: (row: ChatRow, element: HTMLLIElement) => void,
  ) {}

  /** What is in the page now. */
  shown(): readonly ChatRow[] {
    return this.rows;
  }

  rowOf(element: Element): ChatRow | undefined {
    return this.items.get((element as HTMLElement).dataset['key'] ?? '')?.row;
  }

  show(rows: readonly ChatRow[]): void {
    const wanted = new Set(rows.map(({ key }) => key));
    for (const [key, { element }] of this.items) {
      if (wanted.has(key)) continue;
      element.remove();
      this.items.delete(key);
    }
    let place = this.list.firstElementChild;
    for (const row of rows) {
      const element = this.itemOf(row);
      if (element === place) place = place.nextElementSibling;
      else this.list.insertBefore(element, place);
    }
    this.rows = rows;
  }

  /** Draws all of them again: the language, or the place of the list, is another. */
  redraw(): void {
    for (const { row, element } of this.items.values()) this.draw(row, element);
  }

  private itemOf(row: ChatRow): HTMLLIElement {
    const known = this.items.get(row.key);
    if (known) {
      if (known.row !== row) {
        known.row = row;
        this.draw(row, known.element);
      }
      return known.element;
    }
    const element = document.createElement('li');
    element.tabIndex = -1;
    element.dataset['key'] = row.key;
    this.draw(row, element);
    this.items.set(row.key, { row, element });
    return element;
  }
}
