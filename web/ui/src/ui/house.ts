import { html, type TemplateResult } from 'lit';
import { msg } from './i18n';
import './nw-language';

/** The head and foot that the reading pages share. */
export function houseHead(): TemplateResult {
  return html`<header class="house">
    <a class="house-name" href="/"><img src="/favicon.svg" alt="" width="28" height="28" />${msg('賑わい', { id: 'pages.house' })}</a>
    <nw-language></nw-language>
  </header>`;
}

export function houseFoot(): TemplateResult {
  return html`<footer class="house-foot">
    <a href="/">${msg('番組一覧', { id: 'pages.house.shows' })}</a>
    <a href="/cart">${msg('かご', { id: 'pages.house.cart' })}</a>
    <a href="/my">${msg('ご注文の履歴', { id: 'pages.house.my' })}</a>
    <a href="/legal">${msg('特定商取引法に基づく表記', { id: 'pages.house.legal' })}</a>
    <a href="/legal#terms">${msg('利用規約', { id: 'pages.house.terms' })}</a>
    <a href="/legal#privacy">${msg('プライバシー', { id: 'pages.house.privacy' })}</a>
  </footer>`;
}
