import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiError, newKey } from '../ui/api';
import { number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { CountedVariant } from './control';
import { movementOf } from './movement';

/** The dialog that adds or takes stock, with the reason. One key per opening: twice pressed is once moved. */
@customElement('nw-movement')
@localized()
export class NwMovement extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dialog {
        inline-size: min(440px, calc(100vw - 32px));
        padding: var(--space-6);
        border: 1px solid var(--line);
        border-radius: var(--radius-card);
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: var(--scrim);
      }
      h2 {
        font-size: var(--size-20);
      }
      form {
        display: grid;
        gap: var(--space-4);
        margin-block-start: var(--space-4);
      }
      .now {
        color: var(--text-2);
      }
      .ways {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
      }
      .way {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--space-2);
        min-block-size: var(--touch);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        cursor: pointer;
      }
      .way:has(:checked) {
        border-color: var(--link);
        background: var(--link-surface);
        font-weight: 700;
      }
      .way input {
        accent-color: var(--link);
      }
      .buttons {
        display: flex;
        justify-content: flex-end;
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) move: (sku: string, delta: number, reason: string, key: string) => Promise<void> = () =>
    Promise.resolve();
  @state() private variant: CountedVariant | undefined;
  @state() private name = '';
  @state() private direction: 'in' | 'out' = 'in';
  @state() private typed = '';
  @state() private busy = false;
  @state() private failure = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('#pieces') private readonly pieces!: HTMLInputElement | null;
  @query('#reason') private readonly reason!: HTMLInputElement;
  private key = '';

  open(name: string, variant: CountedVariant): void {
    this.name = name;
    this.variant = variant;
    this.direction = 'in';
    this.typed = '';
    this.failure = '';
    this.key = newKey();
    void this.updateComplete.then(() => {
      this.reason.value = '';
      this.dialog.showModal();
      this.pieces?.focus();
    });
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="movement-title">${this.variant ? this.content(this.variant) : nothing}</dialog>`;
  }

  private content(variant: CountedVariant): TemplateResult {
    const movement = movementOf(variant, this.direction, this.typed);
    const wrong = this.typed !== '' && !movement;
    return html`<h2 id="movement-title">${msg('在庫の変更', { id: 'control.movement' })}</h2>
      <p>${this.name}</p>
      <p class="now count">
        ${msg(str`手元 ${number(variant.onHand)}　取り置き ${number(variant.held)}　残り ${number(variant.left)}`, { id: 'control.movement-now' })}
      </p>
      <form novalidate @submit=${this.submit}>
        <div class="ways" role="radiogroup" aria-label=${msg('増減', { id: 'control.movement-way' })}>
          ${this.way('in', msg('増やす', { id: 'control.movement-in' }))} ${this.way('out', msg('減らす', { id: 'control.movement-out' }))}
        </div>
        <div class="field">
          <label for="pieces">${msg('点数', { id: 'control.movement-pieces' })}</label>
          <input
            class="input"
            id="pieces"
            inputmode="numeric"
            autocomplete="off"
            aria-invalid=${wrong}
            aria-describedby=${wrong ? 'pieces-error' : nothing}
            .value=${this.typed}
            @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
          />
          ${wrong
            ? html`<p class="error" id="pieces-error">
                ${icon('alert')}${msg('1以上の数で、取り置きの数を下回らないように入力してください。', { id: 'control.movement-wrong' })}
              </p>`
            : nothing}
        </div>
        <div class="field">
          <label for="reason">${msg('理由', { id: 'control.movement-reason' })}</label>
          <input class="input" id="reason" maxlength="200" autocomplete="off" list="reasons" />
          <datalist id="reasons">
            <option value=${msg('入荷', { id: 'control.reason.arrived' })}></option>
            <option value=${msg('数え直し', { id: 'control.reason.counted' })}></option>
            <option value=${msg('破損・不良', { id: 'control.reason.damaged' })}></option>
            <option value=${msg('撮影用に取り分け', { id: 'control.reason.set-aside' })}></option>
          </datalist>
        </div>
        <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}${this.failure}</p>`}</div>
        <div class="buttons">
          <button class="button button-quiet" type="button" @click=${() => this.dialog.close()}>${msg('やめる', { id: 'control.movement-cancel' })}</button>
          <button class="button" type="submit" ?disabled=${!movement} aria-busy=${this.busy}>
            ${this.busy ? html`<span class="spinner"></span>` : nothing}
            ${movement
              ? msg(str`手元 ${number(variant.onHand)} → ${number(movement.onHand)} にする`, { id: 'control.movement-do' })
              : msg('変更する', { id: 'control.movement-do-empty' })}
          </button>
        </div>
      </form>`;
  }

  private way(direction: 'in' | 'out', words: string): TemplateResult {
    return html`<label class="way"
      ><input type="radio" name="way" .checked=${this.direction === direction} @change=${() => (this.direction = direction)} />${words}</label
    >`;
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const movement = this.variant && movementOf(this.variant, this.direction, this.typed);
    if (!this.variant || !movement || this.busy) return;
    this.busy = true;
    this.failure = '';
    try {
      await this.move(this.variant.sku, movement.delta, this.reason.value.trim(), this.key);
      this.dialog.close();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
      // An answer was given: the next press is another movement. Without one, the same key is safe.
      if (failure.status !== 0) this.key = newKey();
    } finally {
      this.busy = false;
    }
  };
}
