import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { Toast } from './control-model';

/** What was just done, with the way back for ten seconds. Fires `undo` and `dismiss`. */
@customElement('nw-undo')
@localized()
export class NwUndo extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        inset-block-end: 88px;
        inset-inline: var(--space-4);
        z-index: 10;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      .toast {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        max-inline-size: 560px;
        padding: var(--space-1) var(--space-2) var(--space-1) var(--space-4);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-card);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: 0 8px 32px rgb(0 0 0 / 48%);
        pointer-events: auto;
        animation: come var(--calm) var(--ease);
      }
      .bad {
        background: var(--bad-surface);
        color: var(--bad);
      }
      @keyframes come {
        from {
          opacity: 0;
        }
      }
      .button {
        white-space: nowrap;
      }
      kbd {
        padding: 0 6px;
        border: 1px solid currentColor;
        border-radius: 4px;
        font: inherit;
        font-size: var(--size-12);
        line-height: 1.4;
      }
    `,
  ];

  @property({ attribute: false }) toast: Toast | null = null;
  @property({ type: Boolean }) keysOn = true;

  override render(): TemplateResult {
    const { toast } = this;
    return html`<div role="status">${toast && !toast.bad ? this.card(toast) : nothing}</div>
      <div role="alert">${toast?.bad ? this.card(toast) : nothing}</div>`;
  }

  private card(toast: Toast): TemplateResult {
    return html`<div class="toast ${toast.bad ? 'bad' : ''}">
      ${icon(toast.bad ? 'alert' : 'check')}<span>${toast.words}</span>
      ${toast.undo
        ? html`<button class="button button-plain" type="button" @click=${() => this.dispatchEvent(new CustomEvent('undo'))}>
            ${msg('元に戻す', { id: 'control.undo' })}${this.keysOn ? html`<kbd aria-hidden="true">Z</kbd>` : nothing}
          </button>`
        : nothing}
      <button class="icon-button" type="button" aria-label=${msg('閉じる', { id: 'ui.close' })} @click=${() => this.dispatchEvent(new CustomEvent('dismiss'))}>
        ${icon('close')}
      </button>
    </div>`;
  }
}
