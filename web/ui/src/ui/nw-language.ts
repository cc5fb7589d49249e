import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { language, localized, setLanguage } from './i18n';

/** Changes between the two languages; each is named in itself. */
@localized()
@customElement('nw-language')
export class NwLanguage extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const other = language() === 'ja' ? 'en' : 'ja';
    return html`<button type="button" class="language" lang=${other} @click=${() => setLanguage(other)}>
      ${other === 'en' ? 'English' : OWN_NAME}
    </button>`;
  }
}

/** 日本語, escaped because it is a name and not a text to translate. */
const OWN_NAME = '\u65e5\u672c\u8a9e';
