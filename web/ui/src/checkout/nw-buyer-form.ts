import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { language, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import type { CardMark } from '../protocol/http';
import { inputField, inputId, selectField, type FieldView } from './fields';
import './nw-card-fields';
import { PREFECTURES, prefectureOf } from './prefectures';
import {
  buyerFault,
  buyerFaults,
  cardFault,
  cardFaults,
  CARD_FIELDS,
  EMPTY_BUYER,
  EMPTY_CARD,
  firstFault,
  tidy,
  tidyBuyer,
  type BuyerDraft,
  type BuyerField,
  type CardDraft,
  type CardField,
  type Faults,
  type Field,
} from './rules';
import { digits } from './typed';

export type FormPart = 'buyer' | 'payment';

export interface Proceed {
  readonly draft: BuyerDraft;
  /** Absent when the card known already is to be used. */
  readonly card: CardDraft | undefined;
  readonly keep: boolean;
}

/**
 * Who buys, where it goes, how it is paid: one screen, as little typing as possible. In the light
 * DOM so that browsers and password managers can fill it. Fires `draft` on every change and
 * `proceed` once everything is good.
 */
@localized()
@customElement('nw-buyer-form')
export class NwBuyerForm extends LitElement {
  @property({ attribute: false }) start: BuyerDraft = EMPTY_BUYER;
  @property({ attribute: false }) knownCard: CardMark | null = null;
  @property({ type: Boolean }) keep = false;
  @property({ type: Boolean }) busy = false;
  @property() open: FormPart = 'buyer';
  /** Fields the server refused, with its words; `''` holds what belongs to no field. */
  @property({ attribute: false }) refusals: Readonly<Record<string, string>> = {};

  @state() private draft: BuyerDraft = EMPTY_BUYER;
  @state() private faults: Faults<Field> = {};
  @state() private otherCard = false;
  private card: CardDraft = EMPTY_CARD;
  /** The prefecture we filled in ourselves; the buyer's own choice is never overwritten. */
  private suggested = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('start')) this.draft = { ...this.start };
    if (changed.has('open') && this.open === 'payment') this.otherCard = true;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open === 'payment') this.focusOn('number');
    if (changed.has('refusals')) this.focusOn(this.firstRefused());
  }

  override render(): unknown {
    const general = this.refusals[''];
    return html`<form novalidate @submit=${this.submit} aria-busy=${this.busy ? 'true' : 'false'}>
      <fieldset>
        <legend>${msg('お届け先', { id: 'checkout.recipient' })}</legend>
        <div class="fields">
          ${inputField('name', this.view('name'))} ${inputField('email', this.view('email'))}
          ${inputField('phone', this.view('phone'))} ${inputField('postal', this.view('postal'))}
          ${selectField('prefecture', this.prefectures(), this.view('prefecture'))}
          ${inputField('city', this.view('city'))} ${inputField('line1', this.view('line1'))}
          ${inputField('line2', this.view('line2'))}
        </div>
      </fieldset>
      <fieldset>
        <legend>${msg('お支払い方法', { id: 'checkout.payment' })}</legend>
        ${this.usesKnownCard() ? this.cardMark(this.knownCard!) : this.cardFields()}
      </fieldset>
      <label class="keep">
        <input
          type="checkbox"
          name="keep"
          .checked=${this.keep}
          @change=${(event: Event) => (this.keep = (event.target as HTMLInputElement).checked)}
        />
        <span
          >${msg('次回の入力を省く', { id: 'checkout.keep' })}<small
            >${msg('お届け先とカードの情報をこのお店が安全に保存します。', { id: 'checkout.keep-hint' })}</small
          ></span
        >
      </label>
      ${general ? html`<p class="notice notice-bad" role="alert">${icon('alert')}<span>${general}</span></p>` : nothing}
      <button class="button button-large button-ink" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${msg('確認画面へ進む', { id: 'checkout.proceed' })}
      </button>
      <p class="fine">${msg('次の画面で内容をご確認いただいてから、注文が確定します。', { id: 'checkout.not-yet' })}</p>
    </form>`;
  }

  private cardMark(card: CardMark): unknown {
    return html`<div class="known-card">
      ${icon('card')}
      <span class="count">${msg(str`${card.brand}（末尾 ${card.last4}）`, { id: 'checkout.card-mark' })}</span>
      <button type="button" class="button button-plain" @click=${this.useOtherCard}>
        ${msg('別のカードを使う', { id: 'checkout.other-card' })}
      </button>
    </div>`;
  }

  private cardFields(): unknown {
    return html`<nw-card-fields
      .faults=${this.faults}
      .refusals=${this.refusals}
      @card=${(event: CustomEvent<CardDraft>) => {
        this.card = event.detail;
        this.recheck(CARD_FIELDS);
      }}
      @left=${(event: CustomEvent<CardField>) => this.judge(event.detail)}
    ></nw-card-fields>`;
  }

  private view(field: BuyerField): FieldView {
    return {
      value: this.draft[field],
      fault: this.faults[field],
      refusal: this.refusals[field],
      onInput: (value) => this.type(field, value),
      onLeave: () => this.leave(field),
    };
  }

  private prefectures(): (readonly [string, string])[] {
    return PREFECTURES.map(([ja, en]) => [ja, language() === 'en' ? `${en} (${ja})` : ja] as const);
  }

  private usesKnownCard(): boolean {
    return this.knownCard !== null && !this.otherCard;
  }

  private useOtherCard(): void {
    this.otherCard = true;
    void this.updateComplete.then(() => this.focusOn('number'));
  }

  private type(field: BuyerField, value: string): void {
    const next = { ...this.draft, [field]: value };
    if (field === 'postal') this.suggestPrefecture(next, value);
    this.draft = next;
    this.recheck([field]);
    this.tellDraft();
  }

  private suggestPrefecture(next: BuyerDraft, postal: string): void {
    const found = prefectureOf(digits(postal));
    if (found && (next.prefecture === '' || next.prefecture === this.suggested)) {
      next.prefecture = found;
      this.suggested = found;
      if (this.faults.prefecture) this.faults = without(this.faults, 'prefecture');
    }
  }

  private leave(field: BuyerField): void {
    const tidied = tidy(field, this.draft[field]);
    if (tidied !== this.draft[field]) {
      this.draft = { ...this.draft, [field]: tidied };
      this.tellDraft();
    }
    if (this.draft[field] !== '') this.judge(field);
  }

  /** A fault already shown goes as soon as it is mended; a new one appears only on leaving. */
  private recheck(fields: readonly Field[]): void {
    for (const field of fields) if (this.faults[field]) this.judge(field);
  }

  private judge(field: Field): void {
    const fault = isCard(field)
      ? cardFault(field, this.card[field], new Date())
      : buyerFault(field, this.draft[field]);
    const left = without(this.faults, field);
    this.faults = fault === undefined || (isCard(field) && fault === 'missing' && !this.faults[field]) ? left : { ...left, [field]: fault };
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.busy) return;
    this.draft = tidyBuyer(this.draft);
    const card = this.usesKnownCard() ? {} : cardFaults(this.card, new Date());
    this.faults = { ...buyerFaults(this.draft), ...card };
    const first = firstFault(this.faults);
    if (first) {
      void this.updateComplete.then(() => this.focusOn(first));
      return;
    }
    const proceed: Proceed = { draft: this.draft, card: this.usesKnownCard() ? undefined : this.card, keep: this.keep };
    this.dispatchEvent(new CustomEvent('proceed', { detail: proceed }));
  }

  private tellDraft(): void {
    this.dispatchEvent(new CustomEvent('draft', { detail: this.draft }));
  }

  private firstRefused(): Field | undefined {
    return firstFault(Object.fromEntries(Object.keys(this.refusals).map((field) => [field, 'shape'])));
  }

  private focusOn(field: Field | undefined): void {
    if (!field) return;
    requestAnimationFrame(() => this.querySelector<HTMLElement>(`#${inputId(field)}`)?.focus());
  }
}

function isCard(field: Field): field is CardField {
  return (CARD_FIELDS as readonly Field[]).includes(field);
}

function without(faults: Faults<Field>, field: Field): Faults<Field> {
  const left = { ...faults };
  delete left[field];
  return left;
}
