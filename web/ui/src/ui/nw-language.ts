import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { language, localized, msg, setLanguage, type Language } from './i18n';
import { sharedStyles } from './shared-styles';

const NAMES: readonly (readonly [Language, string])[] = [
  ['ja', '\u65e5\u672c\u8a9e'],
  ['en', 'English'],
];

/** Switches the language of the page; each language is named in itself. */
@customElement('nw-language')
@localized()
export class NwLanguage extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      div {
        display: inline-flex;
        padding: 3px;
        border: 1px solid var(--line);
        border-radius: var(--radius-round);
        background: var(--surface-sunken);
      }
      button {
        min-block-size: 38px;
        padding: 0 var(--space-3);
        border: 0;
        border-radius: var(--radius-round);
        background: none;
        font-size: var(--size-14);
        color: var(--text-2);
        cursor: pointer;
      }
      button[aria-pressed='true'] {
        background: var(--surface-raised);
        color: var(--text);
        font-weight: 700;
        box-shadow: 0 1px 2px rgb(0 0 0 / 16%);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<div role="group" aria-label=${msg('表示言語', { id: 'ui.language' })}>
      ${NAMES.map(
        ([tag, name]) => html`<button
          type="button"
          lang=${tag}
          aria-pressed=${language() === tag}
          @click=${() => void setLanguage(tag)}
        >
          ${name}
        </button>`,
      )}
    </div>`;
  }
}
