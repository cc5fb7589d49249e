import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { taxIncluded, yen } from '../ui/format';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** A price as it is always written: tabular figures, with the small words that tax is included. */
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
    `,
  ];

  @property({ type: Number }) amount = 0;
  /** There are dearer variants. */
  @property({ type: Boolean }) from = false;

  override render(): TemplateResult {
    return html`<span class="price"
      >${yen(this.amount)}<small>${this.from ? msg('から', { id: 'shop.from' }) : ''}${taxIncluded()}</small></span
    >`;
  }
}
