import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { language, localized, msg } from '../ui/i18n';
import { icon } from '../ui/icons';
import { request } from '../ui/api';
import type { CardMark, Checkout, Choices, PaymentMethod } from '../protocol/buying';
import { inputField, inputId, selectField, type FieldView } from './fields';
import './nw-delivery-wishes';
import './nw-payment-choice';
import { filledIn, placesOf, type Place } from './postcode';
import { PREFECTURES, prefectureOf } from './prefectures';
import { Overheard } from './reading';
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
  readonly method: PaymentMethod;
  /** Absent when no card is to be typed, or the one known already is to be used. */
  readonly card: CardDraft | undefined;
  readonly choices: Choices;
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
  @property({ attribute: false }) checkout!: Checkout;
  @property({ type: Boolean }) keep = false;
  @property({ type: Boolean }) busy = false;
  @property() open: FormPart = 'buyer';
  /** Fields the server refused, with its words; `''` holds what belongs to no field. */
  @property({ attribute: false }) refusals: Readonly<Record<string, string>> = {};

  @state() private draft: BuyerDraft = EMPTY_BUYER;
  @state() private faults: Faults<Field> = {};
  @state() private otherCard = false;
  @state() private method: PaymentMethod | undefined;
  @state() private choices: Choices | undefined;
  @state() private places: readonly Place[] = [];
  private card: CardDraft = EMPTY_CARD;
  /** What we filled in ourselves; the buyer's own words are never overwritten. */
  private filled: Place | undefined;
  private readonly family = new Overheard();
  private readonly given = new Overheard();

  protected override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('start')) this.draft = { ...this.start };
    if (changed.has('open') && this.open === 'payment') this.otherCard = true;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open === 'payment') this.focusOnPayment();
    if (changed.has('refusals')) this.focusOn(this.firstRefused());
  }

  override render(): unknown {
    const general = this.refusals[''];
    return html`<form novalidate @submit=${this.submit} aria-busy=${this.busy ? 'true' : 'false'}>
      <fieldset>
        <legend>${msg('お届け先', { id: 'checkout.recipient' })}</legend>
        <div class="fields">
          ${this.name('familyName', 'familyKana', this.family)} ${this.name('givenName', 'givenKana', this.given)}
          ${inputField('familyKana', this.view('familyKana'))} ${inputField('givenKana', this.view('givenKana'))}
          ${inputField('email', this.view('email'))} ${inputField('phone', this.view('phone'))}
          ${inputField('postal', this.view('postal'))} ${selectField('prefecture', this.prefectures(), this.view('prefecture'))}
          ${this.placeChoice()} ${inputField('city', this.view('city'))} ${inputField('line1', this.view('line1'))}
          ${inputField('line2', this.view('line2'))}
        </div>
      </fieldset>
      <fieldset>
        <legend>${msg('お支払い方法', { id: 'checkout.payment' })}</legend>
        <nw-payment-choice
          .methods=${this.checkout.methods}
          .method=${this.chosenMethod()}
          .knownCard=${this.knownCard()}
          .faults=${this.faults}
          .refusals=${this.refusals}
          @method=${(event: CustomEvent<PaymentMethod>) => (this.method = event.detail)}
          @other-card=${this.useOtherCard}
          @card=${(event: CustomEvent<CardDraft>) => {
            this.card = event.detail;
            this.recheck(CARD_FIELDS);
          }}
          @left=${(event: CustomEvent<CardField>) => this.judge(event.detail)}
        ></nw-payment-choice>
      </fieldset>
      <nw-delivery-wishes
        .choices=${this.choices ?? this.checkout.choices}
        .slots=${this.checkout.slots}
        .from=${this.checkout.earliestDelivery}
        .to=${this.checkout.latestDelivery}
        .refusals=${this.refusals}
        @wishes=${(event: CustomEvent<Choices>) => (this.choices = event.detail)}
      ></nw-delivery-wishes>
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

  /** A name whose reading is overheard while it is typed. */
  private name(field: 'familyName' | 'givenName', reading: 'familyKana' | 'givenKana', heard: Overheard): unknown {
    return html`<div
      class="heard field-${field}"
      @compositionupdate=${(event: CompositionEvent) => heard.update(event.data)}
      @compositionend=${(event: CompositionEvent) => {
        const mine = heard.isMine(this.draft[reading]);
        const now = heard.end(event.data);
        if (mine && now !== '') this.type(reading, tidy(reading, now));
      }}
    >
      ${inputField(field, this.view(field, (value) => value === '' && heard.forget()))}
    </div>`;
  }

  /** A code that several places share asks which. */
  private placeChoice(): unknown {
    if (this.places.length < 2) return nothing;
    return html`<div class="field field-place">
      <label for="checkout-place">${msg('この郵便番号の地域', { id: 'checkout.places' })}</label>
      <select
        class="input"
        id="checkout-place"
        @change=${(event: Event) => this.fillIn(this.places[Number((event.target as HTMLSelectElement).value)])}
      >
        ${this.places.map((place, index) => html`<option value=${index}>${place.city}${place.town}</option>`)}
      </select>
    </div>`;
  }

  private view(field: BuyerField, typed?: (value: string) => unknown): FieldView {
    return {
      value: this.draft[field],
      fault: this.faults[field],
      refusal: this.refusals[field],
      onInput: (value) => {
        typed?.(value);
        this.type(field, value);
      },
      onLeave: () => this.leave(field),
    };
  }

  private prefectures(): (readonly [string, string])[] {
    return PREFECTURES.map(([ja, en]) => [ja, language() === 'en' ? `${en} (${ja})` : ja] as const);
  }

  private chosenMethod(): PaymentMethod {
    return this.method ?? this.checkout.method ?? this.checkout.methods.find((one) => one.available)?.method ?? 'card';
  }

  private knownCard(): CardMark | null {
    return this.otherCard ? null : this.checkout.payment;
  }

  /** Whether the card fields are on the page. */
  private typesCard(): boolean {
    const card = this.checkout.methods.find((one) => one.method === 'card');
    return this.chosenMethod() === 'card' && this.knownCard() === null && card?.later !== true;
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
    if (field === 'postal') void this.lookUp(value);
  }

  private suggestPrefecture(next: BuyerDraft, postal: string): void {
    const found = prefectureOf(digits(postal));
    if (found && (next.prefecture === '' || next.prefecture === this.filled?.prefecture)) {
      next.prefecture = found;
      this.filled = { city: '', town: '', ...this.filled, prefecture: found };
      if (this.faults.prefecture) this.faults = without(this.faults, 'prefecture');
    }
  }

  private async lookUp(postal: string): Promise<void> {
    if (digits(postal).length !== 7) {
      this.places = [];
      return;
    }
    const places = await placesOf(postal, request);
    // An answer to a code that was typed over meanwhile is of no use.
    if (digits(this.draft.postal) !== digits(postal)) return;
    this.places = places;
    this.fillIn(places[0]);
  }

  private fillIn(place: Place | undefined): void {
    if (!place) return;
    this.draft = filledIn(this.draft, place, this.filled);
    this.filled = place;
    this.recheck(['prefecture', 'city', 'line1']);
    this.tellDraft();
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
    const typed = this.typesCard();
    this.faults = { ...buyerFaults(this.draft), ...(typed ? cardFaults(this.card, new Date()) : {}) };
    const first = firstFault(this.faults);
    if (first) {
      void this.updateComplete.then(() => this.focusOn(first));
      return;
    }
    const proceed: Proceed = {
      draft: this.draft,
      method: this.chosenMethod(),
      card: typed ? this.card : undefined,
      choices: this.choices ?? this.checkout.choices,
      keep: this.keep,
    };
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

  private focusOnPayment(): void {
    requestAnimationFrame(() => this.querySelector<HTMLElement>('[name=method]:checked, #checkout-number')?.focus());
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
