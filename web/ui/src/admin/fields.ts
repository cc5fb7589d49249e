import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../ui/icons';

/** What the server said about a field, and where. */
export interface FieldProblem {
  readonly field: string;
  readonly words: string;
}

interface TextOptions {
  /** The name of the field on the server, to show its problem here. */
  readonly field: string;
  readonly problem: FieldProblem | undefined;
  readonly hint?: string;
  readonly rows?: number;
  readonly inputmode?: 'numeric' | 'url';
  readonly type?: 'text' | 'date' | 'url';
  readonly lang?: 'en';
  readonly readOnly?: boolean;
}

const idOf = (field: string, label: string): string => `f-${field}-${label}`.replace(/[^\p{L}\p{N}-]/gu, '-');

/** A labelled box; what is wrong with it stands below it and is read with it. */
export function textField(label: string, value: string, on: (value: string) => void, options: TextOptions): TemplateResult {
  const id = idOf(options.field, label);
  const problem = options.problem?.field === options.field && options.lang !== 'en' ? options.problem.words : '';
  const described = [options.hint ? `${id}-hint` : '', problem ? `${id}-error` : ''].filter((one) => one !== '').join(' ');
  const typed = (event: Event): void => on((event.target as HTMLInputElement).value);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${
      options.rows
        ? html`<textarea class="input" id=${id} rows=${options.rows} lang=${options.lang ?? nothing} .value=${value} aria-invalid=${problem ? 'true' : 'false'} aria-describedby=${described || nothing} @input=${typed}></textarea>`
        : html`<input
            class="input"
            id=${id}
            type=${options.type ?? 'text'}
            inputmode=${options.inputmode ?? nothing}
            lang=${options.lang ?? nothing}
            autocomplete="off"
            .value=${value}
            ?readonly=${options.readOnly ?? false}
            aria-invalid=${problem ? 'true' : 'false'}
            aria-describedby=${described || nothing}
            @input=${typed}
          />`
    }
    ${options.hint ? html`<p class="hint" id="${id}-hint">${options.hint}</p>` : nothing}
    ${problem ? html`<p class="error" id="${id}-error">${icon('alert')}<span>${problem}</span></p>` : nothing}
  </div>`;
}

export function choiceField<T extends string>(
  label: string,
  value: T,
  choices: readonly (readonly [T, string])[],
  on: (value: T) => void,
  options: Pick<TextOptions, 'field' | 'problem' | 'hint'>,
): TemplateResult {
  const id = idOf(options.field, label);
  const problem = options.problem?.field === options.field ? options.problem.words : '';
  const described = [options.hint ? `${id}-hint` : '', problem ? `${id}-error` : ''].filter((one) => one !== '').join(' ');
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      class="input"
      id=${id}
      aria-invalid=${problem ? 'true' : 'false'}
      aria-describedby=${described || nothing}
      @change=${(event: Event) => on((event.target as HTMLSelectElement).value as T)}
    >
      ${choices.map(([one, words]) => html`<option value=${one} ?selected=${one === value}>${words}</option>`)}
    </select>
    ${options.hint ? html`<p class="hint" id="${id}-hint">${options.hint}</p>` : nothing}
    ${problem ? html`<p class="error" id="${id}-error">${icon('alert')}<span>${problem}</span></p>` : nothing}
  </div>`;
}

export const written = (value: number | null): string => (value === null ? '' : String(value));
