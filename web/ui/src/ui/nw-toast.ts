import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { sharedStyles } from './shared-styles';

const SHOWN_MILLIS = 4_000;

/** One short sentence that goes by itself: `toast.say('…')`. It is spoken too. */
@customElement('nw-toast')
export class NwToast extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        inset-block-start: calc(64px + env(safe-area-inset-top));
        inset-inline: var(--space-4);
        z-index: 20;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      p {
        max-inline-size: 32em;
        padding: 10px 18px;
        border-radius: var(--radius-round);
        background: #1b1a1d;
        color: #fff;
        font-size: var(--size-14);
        box-shadow: var(--shadow);
        animation: come var(--calm) var(--ease);
      }
      @keyframes come {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  @state() private words = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(words: string): void {
    this.words = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.words = ''), SHOWN_MILLIS);
  }

  override render(): TemplateResult {
    return html`<div role="status">${this.words ? html`<p>${this.words}</p>` : nothing}</div>`;
  }
}
