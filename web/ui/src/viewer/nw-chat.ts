import { html, LitElement, nothing, render, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../ui/icons';
import { localized, msg, onLanguage, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { rowContent, spokenRow, type RowActs } from './chat-row-view';
import type { ChatRow } from './chat-rows';
import { chatStyles } from './chat-styles';
import { ChatWindow } from './chat-window';
import { RowList } from './row-list';

/** So near the end counts as being at the end. */
const END_PIXELS = 80;
/** So near the top, older ones are brought. */
const TOP_PIXELS = 160;
/** A mouse that moves over the list holds it so long, to be able to aim. */
const HOLD_MILLIS = 4_000;
const LONG_PRESS_MILLIS = 500;

/**
 * The conversation, newest at the bottom. It follows while the reader is at the end and stays where
 * it is otherwise, with a pill that counts what is new. Arrow keys walk through the rows; Enter, the
 * menu key, a long press, a tap or ⋯ ask for what can be done with one.
 * Fires `nw-row` ({row}), and `nw-again` and `nw-take-back` ({key}) for an own comment that was refused.
 */
@customElement('nw-chat')
@localized()
export class NwChat extends LitElement {
  static override styles = [sharedStyles, chatStyles];

  @property({ attribute: false }) rows: readonly ChatRow[] = [];
  /** The name under which the reader can be called. */
  @property() me = '';
  /** On the picture rather than in a column. */
  @property({ type: Boolean, reflect: true }) over = false;

  @query('.log') private readonly log!: HTMLElement;
  @query('ol') private readonly list!: HTMLElement;
  @state() private unseen = 0;
  @state() private unseenMore = false;
  private pointed: HTMLElement | null = null;
  private readonly window = new ChatWindow();
  private items: RowList | undefined;
  private sizes: ResizeObserver | undefined;
  private following = true;
  private lastOwn: string | null = null;
  private frame = 0;
  private holdUntil = 0;
  private release: ReturnType<typeof setTimeout> | undefined;
  private press: ReturnType<typeof setTimeout> | undefined;
  private stopLanguage: () => void = () => undefined;
  private readonly acts: RowActs = {
    again: (key) => this.tell('nw-again', { key }),
    takeBack: (key) => this.tell('nw-take-back', { key }),
  };

  override render(): TemplateResult {
    return html`<div
        class="log"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${msg('コメント', { id: 'watch.comments' })}
        aria-describedby="how"
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
        @click=${this.onClick}
        @contextmenu=${this.onContextMenu}
        @pointerdown=${this.onPress}
        @pointermove=${this.onMove}
        @pointerup=${this.onRelease}
        @pointercancel=${this.onRelease}
        @pointerleave=${this.onLeave}
        @focusout=${() => this.pumpSoon()}
      >
        <ol></ol>
      </div>
      <span class="visually-hidden" id="how">${msg('上下の矢印キーで移動、Enterキーで操作', { id: 'talk.keys' })}</span>
      <button class="more" type="button" tabindex="-1" hidden aria-label=${msg('このコメントの操作', { id: 'talk.row-menu' })} @click=${this.onMore}>
        ${icon('more')}
      </button>
      ${this.rows.length === 0 && !this.over
        ? html`<p class="empty">${msg('最初のコメントをお待ちしています。', { id: 'watch.no-comments' })}</p>`
        : nothing}
      ${this.unseen > 0
        ? html`<button class="pill" type="button" @click=${() => this.toEnd()}>
            ${this.unseenMore ? msg(str`新着 ${this.unseen}件以上`, { id: 'talk.many-new' }) : msg(str`新着 ${this.unseen}件`, { id: 'watch.new-comments' })}${icon('down')}
          </button>`
        : nothing}`;
  }

  /** Deleted: gone at once, also from what the reader has scrolled up to. */
  erase(eid: string): void {
    if (this.items) this.items.show(this.window.erase(eid));
  }

  protected override firstUpdated(): void {
    this.items = new RowList(this.list, (row, element) => this.drawRow(row, element));
    this.sizes = new ResizeObserver(() => {
      if (this.following) this.stickToEnd();
    });
    this.sizes.observe(this.log);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopLanguage = onLanguage(() => this.items?.redraw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    this.stopLanguage();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    clearTimeout(this.release);
    clearTimeout(this.press);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('me')) this.items?.redraw();
    if (changed.has('rows')) this.pump();
    if (changed.has('over') && this.following) this.stickToEnd();
  }

  private drawRow(row: ChatRow, element: HTMLLIElement): void {
    element.className = `${row.mine ? 'mine' : ''} ${row.state} ${row.toMe ? 'to-me' : ''}`;
    element.ariaLabel = spokenRow(row);
    render(rowContent(row, this.me, this.acts), element);
  }

  private pumpSoon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.pump();
    });
  }

  private pump(): void {
    const { rows, items } = this;
    if (!items) return;
    const own = rows.findLast(({ mine }) => mine)?.key ?? null;
    if (own !== this.lastOwn && this.lastOwn !== null && own === rows.at(-1)?.key) this.following = true;
    this.lastOwn = own ?? '';
    if (this.following && !this.held()) {
      items.show(this.window.following(rows));
      this.stickToEnd();
      this.unseen = 0;
      return;
    }
    items.show(this.window.standing(rows));
    ({ count: this.unseen, more: this.unseenMore } = this.window.unseen(rows));
  }

  /** Someone is about to do something with a row. */
  private held(): boolean {
    if (performance.now() < this.holdUntil) return true;
    const focused = this.shadowRoot?.activeElement;
    return focused instanceof HTMLLIElement && focused.matches(':focus-visible');
  }

  private stickToEnd(): void {
    this.log.scrollTop = 1e7;
  }

  private toEnd(): void {
    this.following = true;
    this.holdUntil = 0;
    this.pump();
  }

  private readonly onScroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    const following = scrollHeight - clientHeight - scrollTop <= END_PIXELS;
    this.pointed = null;
    this.placeMore();
    if (following && !this.following) this.pumpSoon();
    this.following = following;
    if (following || scrollTop > TOP_PIXELS) return;
    const before = this.window.standing(this.rows);
    const now = this.window.older(this.rows);
    if (now === before) return;
    this.items?.show(now);
    this.log.scrollTop = scrollTop + this.log.scrollHeight - scrollHeight;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const focused = this.shadowRoot?.activeElement;
    if ((event.key === 'Enter' || event.key === ' ') && focused instanceof HTMLLIElement && event.target === focused) {
      event.preventDefault();
      this.ask(focused);
      return;
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const items = [...this.list.children];
    const at = focused ? items.indexOf(focused) : -1;
    const to = at < 0 ? items.length - 1 : at + (event.key === 'ArrowUp' ? -1 : 1);
    const item = items[Math.max(0, Math.min(items.length - 1, to))];
    if (!(item instanceof HTMLElement)) return;
    event.preventDefault();
    item.focus();
  };

  /** A tap, where nothing hovers. */
  private readonly onClick = (event: PointerEvent): void => {
    const item = itemOf(event);
    if (item && event.pointerType !== 'mouse' && event.pointerType !== '' && !(event.target instanceof HTMLButtonElement)) this.ask(item);
  };

  private readonly onContextMenu = (event: Event): void => {
    const item = itemOf(event);
    if (!item || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    clearTimeout(this.press);
    this.ask(item);
  };

  private readonly onPress = (event: PointerEvent): void => {
    const item = itemOf(event);
    clearTimeout(this.press);
    if (item && event.pointerType !== 'mouse') this.press = setTimeout(() => this.ask(item), LONG_PRESS_MILLIS);
  };

  private readonly onRelease = (): void => clearTimeout(this.press);

  private readonly onMove = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') {
      if (Math.abs(event.movementY) > 2) clearTimeout(this.press);
      return;
    }
    this.holdUntil = performance.now() + HOLD_MILLIS;
    clearTimeout(this.release);
    this.release = setTimeout(() => this.pumpSoon(), HOLD_MILLIS + 20);
    this.pointed = itemOf(event);
    this.placeMore();
  };

  private readonly onLeave = (event: PointerEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Element && to.classList.contains('more')) return;
    this.holdUntil = 0;
    this.pointed = null;
    this.placeMore();
    this.pumpSoon();
  };

  /** One ⋯ for all rows, at the one the mouse is on. */
  private placeMore(): void {
    const more = this.shadowRoot?.querySelector<HTMLElement>('.more');
    if (!more) return;
    more.hidden = this.pointed === null;
    if (this.pointed === null) return;
    const top = this.pointed.getBoundingClientRect().top - this.getBoundingClientRect().top;
    more.style.setProperty('inset-block-start', `${Math.max(0, top - 8)}px`);
  }

  private readonly onMore = (): void => {
    if (this.pointed) this.ask(this.pointed);
  };

  private ask(item: HTMLElement): void {
    clearTimeout(this.press);
    const row = this.items?.rowOf(item);
    if (!row || row.state === 'failed' || row.state === 'sending') return;
    item.focus();
    this.tell('nw-row', { row });
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function itemOf(event: Event): HTMLElement | null {
  return event.composedPath().find((one): one is HTMLLIElement => one instanceof HTMLLIElement) ?? null;
}
