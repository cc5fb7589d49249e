/** Single keys that act. They cost nothing that cannot be undone, and are off wherever one types. */

export type Shortcut =
  | { readonly act: 'toggle'; readonly index: number }
  | { readonly act: 'next' }
  | { readonly act: 'undo' }
  | { readonly act: 'comment' }
  /** The tab of the conversation. */
  | { readonly act: 'tab'; readonly tab: 'comments' | 'questions' | 'held' }
  /** The first question was answered in the show, the first comment that waits is shown or not; the last two are asked twice. */
  | { readonly act: 'answered' | 'show-held' | 'reject-held' };

/** The part of a keyboard event that decides. */
export interface Press {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the focus is, through shadow roots: the innermost focused element first. */
export interface Focused {
  readonly tag: string;
  readonly type?: string | undefined;
  readonly editable: boolean;
  readonly inDialog: boolean;
}

/** 229 is what browsers report while an input method is composing. */
const COMPOSING = 229;
const TYPING_TAGS = ['input', 'textarea', 'select'];

export function shortcutOf(press: Press, focused: Focused | null): Shortcut | undefined {
  if (press.isComposing || press.keyCode === COMPOSING || press.repeat) return undefined;
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (focused && (focused.editable || focused.inDialog || TYPING_TAGS.includes(focused.tag))) return undefined;
  if (/^[1-8]$/.test(press.key)) return { act: 'toggle', index: Number(press.key) - 1 };
  switch (press.key.toLowerCase()) {
    case 'n':
      return { act: 'next' };
    case 'z':
      return { act: 'undo' };
    case '/':
      return { act: 'comment' };
    case 'c':
      return { act: 'tab', tab: 'comments' };
    case 'q':
      return { act: 'tab', tab: 'questions' };
    case 'h':
      return { act: 'tab', tab: 'held' };
    case 'a':
      return { act: 'answered' };
    case 'y':
      return { act: 'show-held' };
    case 'x':
      return { act: 'reject-held' };
    default:
      return undefined;
  }
}

export function focusedNow(root: Document): Focused | null {
  let element: Element | null = root.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!(element instanceof HTMLElement)) return null;
  return {
    tag: element.tagName.toLowerCase(),
    type: element instanceof HTMLInputElement ? element.type : undefined,
    editable: element.isContentEditable,
    inDialog: element.closest('dialog') !== null,
  };
}
