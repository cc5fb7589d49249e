import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { newKey } from '../ui/api';
import { clockSeconds, number } from '../ui/format';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { CountedVariant } from './control';
import { mayCancel, planOf, type Drop } from './selling';
import { sellingStyles } from './selling-styles';

/** The drops of one product, and a form for the next. Fires `plan` ({plan, key}) and `cancel` (id). */
@customElement('nw-drop-plan')
@localized()
export class NwDropPlan extends LitElement {
  static override styles = [sharedStyles, sellingStyles];

  @property({ attribute: false }) variants: readonly CountedVariant[] = [];
  @property({ attribute: false }) drops: readonly Drop[] = [];
  @property({ attribute: false }) now: () => number = () => Date.now();
  @property({ type: Boolean }) busy = false;
  @state() private kind: Drop['kind'] = 'fair';
  @state() private sku = '';
  @state() private units = '';
  @state() private perBuyer = '1';
  @state() private inMinutes = '1';
  @state() private minutes = '3';

  override render(): TemplateResult {
    const open = this.drops.some(({ phase }) => phase !== 'ended' && phase !== 'cancelled');
    return html`<section aria-labelledby="drop">
      <h3 id="drop">${msg('数量限定販売', { id: 'selling.drop' })}</h3>
      ${this.drops.map((drop) => this.told(drop))} ${open && this.variants.length === 1 ? nothing : this.form()}
    </section>`;
  }

  private told(drop: Drop): TemplateResult {
    const kind = drop.kind === 'fair' ? msg('抽選', { id: 'selling.fair' }) : msg('先着', { id: 'selling.first-come' });
    return html`<div class="row">
      <p class="field">
        <span class="figure">${kind} ${number(drop.units)}</span>
        ${phaseWords(drop)} ${drop.entries === null ? nothing : msg(str`応募 ${number(drop.entries)}件`, { id: 'selling.entries' })}
      </p>
      ${mayCancel(drop)
        ? html`<button class="button button-quiet" type="button" ?disabled=${this.busy} @click=${() => this.tell('cancel', drop.id)}>
            ${msg('取り消す', { id: 'selling.drop-cancel' })}
          </button>`
        : nothing}
    </div>`;
  }

  private form(): TemplateResult {
    return html`<form novalidate @submit=${this.submit}>
      <div class="ways" role="radiogroup" aria-label=${msg('決め方', { id: 'selling.drop-kind' })}>
        ${this.way('fair', msg('抽選（応募の早さは関係なし）', { id: 'selling.fair-long' }))}
        ${this.way('first_come', msg('先着', { id: 'selling.first-come' }))}
      </div>
      <div class="row">
        ${this.variants.length > 1
          ? html`<div class="field">
              <label for="sku">${msg('種類', { id: 'selling.variant' })}</label>
              <select class="input" id="sku" @change=${(event: Event) => (this.sku = (event.target as HTMLSelectElement).value)}>
                ${this.variants.map((one) => html`<option value=${one.sku} ?selected=${one.sku === this.chosen}>${inLanguage(one.name, one.nameEn)}</option>`)}
              </select>
            </div>`
          : nothing}
        ${this.field('units', msg('点数', { id: 'selling.units' }), this.units, (text) => (this.units = text))}
        ${this.field('per-buyer', msg('お一人様', { id: 'selling.per-buyer' }), this.perBuyer, (text) => (this.perBuyer = text))}
        ${this.field('in-minutes', msg('何分後に開始', { id: 'selling.in-minutes' }), this.inMinutes, (text) => (this.inMinutes = text))}
        ${this.field('minutes', msg('受付は何分間', { id: 'selling.window' }), this.minutes, (text) => (this.minutes = text))}
        <button class="button" type="submit" ?disabled=${this.busy || !this.plan()}>${msg('予告する', { id: 'selling.drop-plan' })}</button>
      </div>
      <p class="quiet">
        ${msg('点数はこの販売のために取り分けられ、ほかでは売れません。抽選は通常の価格で行い、結果は誰でも検証できます。', { id: 'selling.drop-note' })}
      </p>
    </form>`;
  }

  private field(id: string, label: string, value: string, set: (text: string) => void): TemplateResult {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input class="input" id=${id} inputmode="numeric" autocomplete="off" .value=${value} @input=${(event: InputEvent) => set((event.target as HTMLInputElement).value)} />
    </div>`;
  }

  private way(kind: Drop['kind'], words: string): TemplateResult {
    return html`<label class="way"><input type="radio" name="kind" .checked=${this.kind === kind} @change=${() => (this.kind = kind)} />${words}</label>`;
  }

  private get chosen(): string {
    return this.variants.some(({ sku }) => sku === this.sku) ? this.sku : (this.variants[0]?.sku ?? '');
  }

  private plan(): ReturnType<typeof planOf> {
    const { kind, units, perBuyer, inMinutes, minutes } = this;
    return planOf({ sku: this.chosen, kind, units, perBuyer, inMinutes, minutes }, Math.round(this.now()));
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const plan = this.plan();
    if (plan && !this.busy) this.tell('plan', { plan, key: newKey() });
  };

  private tell(what: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

function phaseWords(drop: Drop): string {
  switch (drop.phase) {
    case 'planned':
      return msg(str`${clockSeconds(drop.opensAt)} に開始`, { id: 'selling.phase-planned' });
    case 'open':
      return msg(str`受付中、${clockSeconds(drop.closesAt)} まで`, { id: 'selling.phase-open' });
    case 'drawn':
      return msg('抽選済み、当選者の注文待ち', { id: 'selling.phase-drawn' });
    case 'ended':
      return msg('終了', { id: 'selling.phase-ended' });
    case 'cancelled':
      return msg('取り消し', { id: 'selling.phase-cancelled' });
  }
}
