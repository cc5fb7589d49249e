import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { furtherAdvice, lightWords, summaryWords, type Heard, type HealthReport } from '../health/health';
import { LIGHT_ICONS } from '../health/nw-health-line';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { figuresOf, loudnessWords, METER, onMeter, type Figure } from './figures';

/**
 * The light, one sentence, and on demand the figures behind it and what else there is to say. Fires
 * `figures` with whether they are open.
 */
@customElement('nw-stream-health')
@localized()
export class NwStreamHealth extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .bar {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3) clamp(12px, 2vw, 28px);
        padding: clamp(10px, 1.6vw, 22px) clamp(12px, 2.2vw, 32px);
        border-block-start: 6px solid var(--line-strong);
      }
      [data-light='good'] {
        --light: var(--good);
      }
      [data-light='warn'] {
        --light: var(--warn);
      }
      [data-light='bad'] {
        --light: var(--bad);
      }
      [data-light='off'] {
        --light: var(--text-2);
      }
      .bar[data-light] {
        border-color: var(--light);
      }
      h2 {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
        font-size: var(--letters-2);
        color: var(--light);
        white-space: nowrap;
      }
      .sentence {
        font-size: var(--letters-3);
        line-height: 1.4;
        word-break: auto-phrase;
        text-wrap: pretty;
      }
      .sentence[data-loud] {
        font-size: var(--letters-2);
        line-height: 1.3;
      }
      .stale {
        color: var(--text-2);
      }
      .more {
        white-space: nowrap;
      }
      .more .icon {
        transition: rotate var(--quick) var(--ease);
      }
      .more[aria-expanded='true'] .icon {
        rotate: 180deg;
      }
      .behind {
        display: grid;
        gap: var(--space-5);
        padding: 0 clamp(12px, 2.2vw, 32px) clamp(12px, 2vw, 28px);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: var(--space-4) var(--space-5);
      }
      dt {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      dd {
        font-variant-numeric: tabular-nums;
        line-height: 1.25;
      }
      dd strong {
        font-size: clamp(1.5rem, 1rem + 1.4vw, 2.25rem);
      }
      dd small {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .figure-more {
        display: block;
        min-block-size: 1.3em;
        font-size: var(--size-14);
        color: var(--text-2);
      }
      [data-level='warn'] strong,
      [data-level='info'] strong {
        color: var(--warn);
      }
      [data-level='bad'] strong {
        color: var(--bad);
      }
      .meter {
        inline-size: 100%;
        max-inline-size: 15rem;
        block-size: 14px;
        margin-block: 6px 4px;
        border-radius: 7px;
        background: var(--surface-hover);
      }
      .wished {
        fill: var(--good);
        opacity: 0.45;
      }
      .needle {
        fill: var(--text);
        transition: x var(--calm) var(--ease);
      }
      .advice {
        display: grid;
        gap: var(--space-2);
        font-size: var(--size-20);
        line-height: 1.5;
      }
      .advice li {
        display: flex;
        gap: var(--space-2);
        word-break: auto-phrase;
      }
      .advice .icon {
        margin-block-start: 0.25em;
      }
      .advice [data-level='bad'] {
        color: var(--bad);
      }
      .advice [data-level='warn'] {
        color: var(--warn);
      }
      .who {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      @media (max-height: 479px) {
        h2,
        .sentence[data-loud] {
          font-size: var(--letters-3);
        }
        .bar {
          padding-block: 6px;
        }
      }
      @media (max-width: 899px) and (min-height: 480px) {
        .bar {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .sentence {
          grid-column: 1 / -1;
          grid-row: 2;
        }
        .sentence[data-loud] {
          font-size: var(--letters-3);
        }
      }
      @media (max-width: 899px) {
        .advice {
          font-size: var(--size-16);
        }
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  @property({ attribute: false }) report: HealthReport | null = null;
  @property({ type: Boolean }) stale = false;
  @property({ type: Number }) viewers = 0;
  @state() private open = false;

  override render(): TemplateResult {
    const { report } = this;
    const light = report?.light ?? 'off';
    const sentence = this.stale
      ? msg('サーバーの応答を待っています。', { id: 'health.stale' })
      : report
        ? summaryWords(report)
        : msg('配信の状態を確認しています。', { id: 'studio.health.asking' });
    return html`<section aria-labelledby="health">
      <div class="bar" data-light=${light}>
        <h2 id="health">${icon(LIGHT_ICONS[light])}<span class="visually-hidden">${msg('配信の状態', { id: 'health.title' })}</span>${lightWords(light)}</h2>
        <p class="sentence ${this.stale ? 'stale' : ''}" ?data-loud=${!this.open && (light === 'bad' || light === 'warn')}>${sentence}</p>
        <button class="button button-quiet more" type="button" aria-expanded=${this.open} aria-controls="behind" ?disabled=${!report} @click=${() => this.toggle()}>
          ${icon('up')}${msg('数値', { id: 'studio.figures' })}
        </button>
      </div>
      <div id="behind" ?hidden=${!this.open}>${this.open && report ? this.behind(report) : nothing}</div>
    </section>`;
  }

  private toggle(): void {
    this.open = !this.open;
    this.dispatchEvent(new CustomEvent('figures', { detail: this.open }));
  }

  private behind(report: HealthReport): TemplateResult {
    const further = furtherAdvice(report);
    return html`<div class="behind">
      ${further.length === 0
        ? nothing
        : html`<ul class="advice" aria-label=${msg('ほかの助言', { id: 'studio.advice' })}>
            ${further.map((advice) => html`<li data-level=${advice.level}>${icon(advice.level === 'info' ? 'info' : 'alert')}<span>${inLanguage(advice.ja, advice.en)}</span></li>`)}
          </ul>`}
      <dl>
        ${this.loudness(report.sound?.heard ?? null, levelOf(report, ['too_loud', 'too_quiet', 'clipping', 'silence', 'one_sided']))}
        ${figuresOf(report, this.viewers).map((figure) => this.figure(figure, levelOf(report, figure.codes)))}
      </dl>
      ${report.publisher ? html`<p class="who">${report.publisher.encoder}</p>` : nothing}
    </div>`;
  }

  private figure({ name, value, unit, more }: Figure, level: string): TemplateResult {
    return html`<div data-level=${level}>
      <dt>${name}</dt>
      <dd><strong>${value}</strong> <small>${unit}</small><span class="figure-more">${more}</span></dd>
    </div>`;
  }

  private loudness(heard: Heard | null, level: string): TemplateResult {
    const now = heard?.shortTerm ?? heard?.momentary ?? null;
    return html`<div class="loudness" data-level=${level}>
      <dt>${msg('音の大きさ', { id: 'studio.figure.loudness' })}</dt>
      <dd>
        <strong>${loudnessWords(heard)}</strong> <small>LUFS</small>
        <svg class="meter" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
          <rect class="wished" x=${onMeter(METER.from)} width=${onMeter(METER.to) - onMeter(METER.from)} height="14"></rect>
          ${now === null ? nothing : svg`<rect class="needle" x=${onMeter(now) - 1.5} width="3" height="14" rx="1"></rect>`}
        </svg>
        <span class="figure-more">${msg(str`目安 ${METER.from}〜${METER.to}`, { id: 'studio.figure.loudness-wished' })}</span>
      </dd>
    </div>`;
  }
}

/** The gravest advice on these subjects. */
function levelOf(report: HealthReport, codes: readonly string[]): string {
  return report.advice.find(({ code }) => codes.includes(code))?.level ?? '';
}
