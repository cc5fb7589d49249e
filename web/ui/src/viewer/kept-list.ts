/** The part of a browser's storage that is used. */
export type Storage_ = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * A bounded list of small things that the browser remembers for this person. The oldest go first;
 * without storage it lasts as long as the page.
 */
export class KeptList<T extends { readonly id: string }> {
  private list: readonly T[];

  constructor(
    private readonly name: string,
    private readonly most: number,
    private readonly storage: () => Storage_ | null = browserStorage,
  ) {
    this.list = this.read();
  }

  all(): readonly T[] {
    return this.list;
  }

  has(id: string): boolean {
    return this.list.some((one) => one.id === id);
  }

  add(one: T): void {
    this.write([...this.list.filter(({ id }) => id !== one.id), one].slice(-this.most));
  }

  remove(id: string): void {
    this.write(this.list.filter((one) => one.id !== id));
  }

  private read(): readonly T[] {
    try {
      const kept: unknown = JSON.parse(this.storage()?.getItem(this.name) ?? '[]');
      if (!Array.isArray(kept)) return [];
      return kept.filter((one): one is T => typeof (one as { id?: unknown } | null)?.id === 'string').slice(-this.most);
    } catch {
      return [];
    }
  }

  private write(list: readonly T[]): void {
    this.list = list;
    try {
      this.storage()?.setItem(this.name, JSON.stringify(list));
    } catch {
      // Full or refused: it lasts as long as the page.
    }
  }
}

function browserStorage(): Storage_ | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
