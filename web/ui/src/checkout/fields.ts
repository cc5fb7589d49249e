import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { msg } from '../ui/i18n';
import { icon } from '../ui/icons';
import type { Fault, Field } from './rules';
import { faultWords, labelOf } from './words';

/** How a field is written in the document; what is good for it says `rules.ts`. */
interface Shape {
  readonly autocomplete: AutoFill;
  readonly type?: 'text' | 'email' | 'tel';
  readonly inputmode?: 'numeric' | 'email' | 'tel';
  readonly placeholder?: () => string;
  readonly optional?: boolean;
  readonly className?: string;
  readonly enterkeyhint?: 'next' | 'done';
}

export const SHAPES: Readonly<Record<Exclude<Field, 'prefecture'>, Shape>> = {
  familyName: { autocomplete: 'family-name', placeholder: () => msg('山田', { id: 'checkout.example.family' }) },
  givenName: { autocomplete: 'given-name', placeholder: () => msg('花子', { id: 'checkout.example.given' }) },
  familyKana: { autocomplete: 'off', placeholder: () => msg('ヤマダ', { id: 'checkout.example.family-kana' }) },
  givenKana: { autocomplete: 'off', placeholder: () => msg('ハナコ', { id: 'checkout.example.given-kana' }) },
  email: { autocomplete: 'email', type: 'email', inputmode: 'email', placeholder: () => 'hana@example.jp' },
  phone: { autocomplete: 'tel', type: 'tel', inputmode: 'tel', placeholder: () => '090-1234-5678' },
  postal: { autocomplete: 'postal-code', inputmode: 'numeric', placeholder: () => '150-0001' },
  city: { autocomplete: 'address-level2' },
  line1: { autocomplete: 'address-line1' },
  line2: { autocomplete: 'address-line2', optional: true },
  number: { autocomplete: 'cc-number', inputmode: 'numeric', placeholder: () => '1234 5678 9012 3456' },
  expiry: { autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: () => '12/30' },
  cvc: { autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: () => '123', enterkeyhint: 'done' },
};

export interface FieldView {
  readonly value: string;
  readonly fault: Fault | undefined;
  /** The server's own words for this field, when it refused what the page let through. */
  readonly refusal?: string | undefined;
  readonly onInput: (value: string) => void;
  readonly onLeave: () => void;
}

export const inputId = (field: Field): string => `checkout-${field}`;
const errorId = (field: Field): string => `checkout-${field}-error`;

export function inputField(field: Exclude<Field, 'prefecture'>, view: FieldView): TemplateResult {
  const shape: Shape = SHAPES[field];
  const bad = isBad(view);
  return html`<div class="field field-${field}">
    <label for=${inputId(field)}
      >${labelOf(field)}${shape.optional
        ? html`<span class="optional">${msg('任意', { id: 'checkout.optional' })}</span>`
        : nothing}</label
    >
    <input
      class="input"
      id=${inputId(field)}
      name=${field}
      type=${shape.type ?? 'text'}
      autocomplete=${shape.autocomplete}
      inputmode=${ifDefined(shape.inputmode)}
      placeholder=${ifDefined(shape.placeholder?.())}
      enterkeyhint=${shape.enterkeyhint ?? 'next'}
      spellcheck="false"
      autocapitalize="off"
      aria-required=${shape.optional ? 'false' : 'true'}
      aria-invalid=${bad ? 'true' : 'false'}
      aria-describedby=${ifDefined(bad ? errorId(field) : undefined)}
      .value=${live(view.value)}
      @input=${(event: InputEvent) => view.onInput((event.target as HTMLInputElement).value)}
      @change=${(event: Event) => {
        view.onInput((event.target as HTMLInputElement).value);
        view.onLeave();
      }}
      @blur=${() => view.onLeave()}
    />
    ${errorLine(field, view)}
  </div>`;
}

export function selectField(
  field: 'prefecture',
  options: readonly (readonly [value: string, shown: string])[],
  view: FieldView,
): TemplateResult {
  const bad = isBad(view);
  return html`<div class="field field-${field}">
    <label for=${inputId(field)}>${labelOf(field)}</label>
    <select
      class="input"
      id=${inputId(field)}
      name=${field}
      autocomplete="address-level1"
      aria-required="true"
      aria-invalid=${bad ? 'true' : 'false'}
      aria-describedby=${ifDefined(bad ? errorId(field) : undefined)}
      @change=${(event: Event) => {
        view.onInput((event.target as HTMLSelectElement).value);
        view.onLeave();
      }}
    >
      <option value="" ?selected=${view.value === ''}>${msg('選んでください', { id: 'checkout.choose' })}</option>
      ${options.map(([value, shown]) => html`<option value=${value} ?selected=${view.value === value}>${shown}</option>`)}
    </select>
    ${errorLine(field, view)}
  </div>`;
}

function isBad(view: FieldView): boolean {
  return view.fault !== undefined || view.refusal !== undefined;
}

function errorLine(field: Field, view: FieldView): TemplateResult | typeof nothing {
  if (!isBad(view)) return nothing;
  const words = view.fault ? faultWords(field, view.fault) : view.refusal;
  return html`<p class="field-error" id=${errorId(field)}>${icon('alert')}<span>${words}</span></p>`;
}
