import { html, nothing, type TemplateResult } from 'lit';
import { inLanguage, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { choiceField, textField, written, type FieldProblem } from './fields';
import './nw-declared-price';
import { wholeNumber, type Both, type CompareAt, type VariantForm } from './goods';

type CompareKind = 'none' | CompareAt['kind'];

interface VariantPlace {
  readonly index: number;
  readonly options: readonly Both[];
  readonly problem: FieldProblem | undefined;
  /** Why its usual price does not show now. */
  readonly comparison: Both | undefined;
  /** Where it is stored already: its prices can be looked at. */
  readonly storedIn: string | undefined;
  readonly set: (variant: VariantForm) => void;
  /** Absent where it is the only one. */
  readonly remove?: () => void;
}

/** One variant: what it is called, what it costs, and what that is compared with. */
export function variantFields(variant: VariantForm, place: VariantPlace): TemplateResult {
  const { index, problem, set } = place;
  const at = (field: string): string => `variants[${index}].${field}`;
  const change = (part: Partial<VariantForm>): void => set({ ...variant, ...part });
  return html`<fieldset class="goods-variant">
    <legend>${msg(str`種類 ${index + 1}`, { id: 'admin.variant' })}</legend>
    <div class="goods-grid">
      ${textField(msg('SKU', { id: 'admin.sku' }), variant.sku, (sku) => change({ sku }), { field: at('sku'), problem })}
      ${textField(msg('販売価格(税込・円)', { id: 'admin.price' }), written(variant.price), (text) => change({ price: wholeNumber(text) }), { field: at('price'), problem, inputmode: 'numeric' })}
      ${
        place.options.length > 0
          ? place.options.map((option, i) =>
              textField(inLanguage(option.ja, option.en) || msg(str`選択肢 ${i + 1}`, { id: 'admin.choice' }), variant.choices[i]?.ja ?? '', (ja) => change({ choices: variant.choices.map((choice, n) => (n === i ? { ...choice, ja } : choice)) }), {
                field: at('choices'),
                problem,
              }),
            )
          : textField(msg('種類の名前', { id: 'admin.variant-name' }), variant.name, (name) => change({ name }), { field: at('name'), problem, hint: msg('1種類だけなら空のままにします。', { id: 'admin.variant-name-hint' }) })
      }
      ${textField(msg('JANコード', { id: 'admin.jan' }), variant.jan ?? '', (jan) => change({ jan: jan.trim() === '' ? null : jan.normalize('NFKC').trim() }), { field: at('jan'), problem, inputmode: 'numeric' })}
      ${textField(msg('重さ(梱包込み・g)', { id: 'admin.weight' }), written(variant.weightGrams), (text) => change({ weightGrams: wholeNumber(text) }), { field: at('weightGrams'), problem, inputmode: 'numeric' })}
    </div>
    ${compareFields(variant, place, at('compareAt'), change)}
    ${place.storedIn === undefined ? nothing : html`<nw-declared-price .product=${place.storedIn} .sku=${variant.sku}></nw-declared-price>`}
    ${
      place.remove
        ? html`<button class="button button-plain goods-start" type="button" @click=${place.remove}>${icon('trash')}${msg(str`種類 ${index + 1} をやめる`, { id: 'admin.variant-remove' })}</button>`
        : nothing
    }
  </fieldset>`;
}

function compareFields(variant: VariantForm, place: VariantPlace, field: string, change: (part: Partial<VariantForm>) => void): TemplateResult {
  const { problem } = place;
  const compareAt = variant.compareAt;
  const kind: CompareKind = compareAt?.kind ?? 'none';
  const kinds: readonly (readonly [CompareKind, string])[] = [
    ['none', msg('なし', { id: 'admin.compare.none' })],
    ['usual', msg('当店通常価格', { id: 'admin.compare.usual' })],
    ['maker', msg('メーカー希望小売価格', { id: 'admin.compare.maker' })],
  ];
  const chosen = (next: CompareKind): void =>
    change({ compareAt: next === 'none' ? null : { kind: next, price: compareAt?.price ?? null, source: next === 'maker' ? (compareAt?.source ?? '') : null } });
  return html`<div class="goods-grid">
      ${choiceField(msg('比較する価格', { id: 'admin.compare' }), kind, kinds, chosen, {
        field: compareAt === null ? field : '',
        problem,
        hint: msg('通常価格は、直近8週間の過半で実際に販売していた場合だけ表示できます。', { id: 'admin.compare.hint' }),
      })}
      ${
        compareAt === null
          ? nothing
          : textField(msg('比較する価格(税込・円)', { id: 'admin.compare.price' }), written(compareAt.price), (text) => change({ compareAt: { ...compareAt, price: wholeNumber(text) } }), { field, problem, inputmode: 'numeric' })
      }
      ${
        compareAt?.kind === 'maker'
          ? textField(msg('メーカーが公表しているページ', { id: 'admin.compare.source' }), compareAt.source ?? '', (source) => change({ compareAt: { ...compareAt, source } }), { field: `${field}.source`, problem, type: 'url' })
          : nothing
      }
    </div>
    ${
      place.comparison && compareAt?.kind === 'usual'
        ? html`<p class="notice notice-warn">${icon('alert')}<span>${msg('この比較は今は表示されません。', { id: 'admin.compare.hidden' })} ${inLanguage(place.comparison.ja, place.comparison.en)}</span></p>`
        : nothing
    }`;
}
