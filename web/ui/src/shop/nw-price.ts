import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clock, taxIncluded, yen } from '../ui/format';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { Compared } from './offer';

/**
 * A price as it is always written: tabular figures, with the small words that tax is included; where
 * there is one, the price it is compared with, by its name, and until when it is.
 */
@customElement('nw-price')
@localized()
export class NwPrice extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: inline-block;
        max-inline-size: 100%;
      }
      .price {
        white-space: normal;
      }
      small {
        white-space: nowrap;
      }
      .compared,
      .until {
        display: block;
        font-size: var(--size-12);
        font-weight: 400;
        line-height: 1.45;
        color: var(--text-2);
      }
      s {
        font-variant-numeric: tabular-nums;
      }
      .until {
        color: var(--warn);
        font-weight: 700;
      }
      .timed {
        color: var(--action-text);
      }
    `,
  ];

  @property({ type: Number }) amount = 0;
  /** There are dearer variants. */
  @property({ type: Boolean }) from = false;
  @property({ attribute: false }) compared: Compared | null = null;
  /** The last moment of a timed price, by server time. */
  @property({ attribute: false }) until: number | null = null;

  override render(): TemplateResult {
    const timed = this.until !== null;
    return html`${this.compared ? html`<span class="compared">${comparedName(this.compared)} <s>${yen(this.compared.price)}</s></span>` : nothing}<span
        class="price ${timed ? 'timed' : ''}"
        >${yen(this.amount)}<small>${this.from ? msg('から', { id: 'shop.from' }) : ''}${taxIncluded()}</small></span
      >${timed ? html`<span class="until">${msg(str`タイムセール ${clock(this.until ?? 0)} まで`, { id: 'shop.timed-until' })}</span>` : nothing}`;
  }
}

/** 二重価格表示 has to say what the other price is. */
function comparedName(compared: Compared): string {
  switch (compared.kind) {
    case 'usual':
      return msg('当店通常価格', { id: 'shop.compared.usual' });
    case 'maker':
      return msg('メーカー希望小売価格', { id: 'shop.compared.maker' });
    case 'ordinary':
      return msg('セール前の価格', { id: 'shop.compared.ordinary' });
  }
}
