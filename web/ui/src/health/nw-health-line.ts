import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon, type IconName } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { FollowHealth } from './follow-health';
import { lightWords, summaryWords, type HealthReport, type Light } from './health';

export const LIGHT_ICONS: Readonly<Record<Light, IconName>> = { good: 'check', warn: 'alert', bad: 'alert', off: 'wifiOff' };

/** The stream's light and one sentence, for a console; nothing where it may not be seen. */
@customElement('nw-health-line')
@localized()
export class NwHealthLine extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      p {
        display: flex;
        align-items: baseline;
        gap: var(--space-2);
        font-size: var(--size-12);
        line-height: 1.5;
      }
      .light {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        flex: none;
        font-weight: 700;
      }
      .light .icon {
        align-self: center;
      }
      [data-light='good'] .light {
        color: var(--good);
      }
      [data-light='warn'] .light {
        color: var(--warn);
      }
      [data-light='bad'] .light {
        color: var(--bad);
      }
      [data-light='off'],
      .stale {
        color: var(--text-2);
      }
      .sentence {
        word-break: auto-phrase;
      }
    `,
  ];

  @property() show = '';
  @state() private report: HealthReport | null = null;
  @state() private stale = false;
  private follow: FollowHealth | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.follow?.stop();
    this.follow = null;
  }

  protected override updated(): void {
    this.begin();
  }

  override render(): TemplateResult | typeof nothing {
    const { report } = this;
    if (!report) return nothing;
    return html`<p data-light=${report.light} class=${this.stale ? 'stale' : ''}>
      <span class="light">${icon(LIGHT_ICONS[report.light])}<span class="visually-hidden">${msg('配信の状態', { id: 'health.title' })}</span>${lightWords(report.light)}</span>
      <span class="sentence">${this.stale ? msg('サーバーの応答を待っています。', { id: 'health.stale' }) : summaryWords(report)}</span>
    </p>`;
  }

  private begin(): void {
    if (this.follow || this.show === '' || !this.isConnected) return;
    this.follow = new FollowHealth(this.show, {
      events: false,
      onChange: () => {
        this.report = this.follow?.refusal ? null : (this.follow?.report ?? null);
        this.stale = this.follow?.stale() ?? false;
      },
    });
  }
}
