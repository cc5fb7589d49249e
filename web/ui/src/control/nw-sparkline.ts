import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../ui/format';
import { localized, msg, str } from '../ui/i18n';
import { linePoints } from './rates';

const WIDTH = 96;
const HEIGHT = 20;

/** A thin line of a number's recent past, with its range in words for those who do not see it. */
@customElement('nw-sparkline')
@localized()
export class NwSparkline extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      overflow: visible;
    }
    polyline {
      fill: none;
      stroke: var(--good);
      stroke-width: 1.5;
      stroke-linejoin: round;
      stroke-linecap: round;
      vector-effect: non-scaling-stroke;
    }
  `;

  @property({ attribute: false }) values: readonly number[] = [];
  @property() label = '';

  override render(): TemplateResult {
    if (this.values.length < 2) return html`<svg width=${WIDTH} height=${HEIGHT} aria-hidden="true"></svg>`;
    const range = msg(str`${this.label}：${number(Math.min(...this.values))}〜${number(Math.max(...this.values))}`, {
      id: 'control.sparkline',
    });
    return html`<svg role="img" aria-label=${range} width=${WIDTH} height=${HEIGHT} viewBox="0 0 ${WIDTH} ${HEIGHT}">
      ${svg`<polyline points=${linePoints(this.values, WIDTH, HEIGHT)}></polyline>`}
    </svg>`;
  }
}
