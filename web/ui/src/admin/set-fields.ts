import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { choiceField, textField, written, type FieldProblem } from './fields';
import { blankPart, wholeNumber, type Composition, type PartForm } from './goods';

type SetKind = 'none' | Composition['kind'];

/** What a set is made of, and how it is taxed. */
export function setFields(set: Composition | null, problem: FieldProblem | undefined, on: (set: Composition | null) => void): TemplateResult {
  const kinds: readonly (readonly [SetKind, string])[] = [
    ['none', msg('セットではない', { id: 'admin.set.none' })],
    ['separate', msg('中身ごとに価格がある(税率ごとに分ける)', { id: 'admin.set.separate' })],
    ['single_asset', msg('一体資産(全体で1つの価格)', { id: 'admin.set.single' })],
  ];
  const chosen = (kind: SetKind): void => on(kind === 'none' ? null : { kind, parts: set?.parts ?? [blankPart(), blankPart()] });
  return html`${choiceField(msg('セット', { id: 'admin.set' }), set?.kind ?? 'none', kinds, chosen, {
      field: 'composition',
      problem,
      hint: msg('一体資産は、税抜1万円以下で食品の価額が3分の2以上なら8%、それ以外は10%です。', { id: 'admin.set.hint' }),
    })}
    ${set === null ? nothing : parts(set, on)}`;
}

function parts(set: Composition, on: (set: Composition) => void): TemplateResult {
  const change = (index: number, part: Partial<PartForm>): void => on({ ...set, parts: set.parts.map((one, i) => (i === index ? { ...one, ...part } : one)) });
  return html`${set.parts.map(
      (part, i) => html`<fieldset class="goods-variant">
        <legend>${msg(str`中身 ${i + 1}`, { id: 'admin.part' })}</legend>
        <div class="goods-grid">
          ${textField(msg('名前', { id: 'admin.part.name' }), part.name, (name) => change(i, { name }), { field: `part${i}-name`, problem: undefined })}
          ${textField(msg('SKU(単品でも売るとき)', { id: 'admin.part.sku' }), part.sku ?? '', (sku) => change(i, { sku: sku.trim() === '' ? null : sku.trim() }), { field: `part${i}-sku`, problem: undefined })}
          ${textField(msg('個数', { id: 'admin.part.quantity' }), written(part.quantity), (text) => change(i, { quantity: wholeNumber(text) }), { field: `part${i}-quantity`, problem: undefined, inputmode: 'numeric' })}
          ${textField(msg('価額(税込・円、個数分)', { id: 'admin.part.value' }), written(part.value), (text) => change(i, { value: wholeNumber(text) }), { field: `part${i}-value`, problem: undefined, inputmode: 'numeric' })}
          ${choiceField(
            msg('税区分', { id: 'admin.part.tax' }),
            part.tax,
            [
              ['standard', msg('標準', { id: 'admin.part.standard' })],
              ['reduced', msg('軽減(食品)', { id: 'admin.part.reduced' })],
            ] as const,
            (tax) => change(i, { tax }),
            { field: `part${i}-tax`, problem: undefined },
          )}
        </div>
        ${
          set.parts.length > 2
            ? html`<button class="button button-plain goods-start" type="button" @click=${() => on({ ...set, parts: set.parts.filter((_, n) => n !== i) })}>${icon('trash')}${msg(str`中身 ${i + 1} を外す`, { id: 'admin.part.remove' })}</button>`
            : nothing
        }
      </fieldset>`,
    )}
    <button class="button button-quiet goods-start" type="button" @click=${() => on({ ...set, parts: [...set.parts, blankPart()] })}>${icon('plus')}${msg('中身を足す', { id: 'admin.part.add' })}</button>`;
}
