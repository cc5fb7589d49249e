import { css } from 'lit';

export const productStyles = css`
  :host {
    display: grid;
    gap: var(--space-4);
    padding-block-end: var(--space-6);
  }
  .pictures {
    display: flex;
    gap: 2px;
    overflow-x: auto;
    scroll-snap-type: x mandatory;
    scrollbar-width: none;
    background: var(--surface-sunken);
  }
  .pictures img {
    flex: 0 0 auto;
    block-size: min(280px, 34dvh);
    inline-size: auto;
    aspect-ratio: 1;
    object-fit: cover;
    scroll-snap-align: start;
  }
  .words,
  .buy {
    display: grid;
    gap: var(--space-2);
    padding-inline: var(--space-4);
    min-inline-size: 0;
  }
  nw-price {
    font-size: var(--size-24);
    line-height: 1.3;
  }
  /* As large as the price it stands beside. */
  .licence {
    display: block;
    font-size: var(--size-24);
    font-weight: 700;
    line-height: 1.35;
    word-break: auto-phrase;
  }
  .several .licence {
    font-size: var(--size-16);
  }
  .text {
    font-size: var(--size-14);
    line-height: 1.8;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .facts,
  .terms {
    font-size: var(--size-12);
    line-height: 1.65;
    color: var(--text-2);
  }
  h3 {
    font-size: var(--size-14);
  }
  .variant {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px var(--space-3);
    padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-card);
    background: var(--surface-raised);
  }
  .variant > div:first-child {
    display: grid;
    gap: 2px;
  }
  .variant .label {
    font-weight: 600;
    font-size: var(--size-14);
  }
  .variant nw-price {
    font-size: var(--size-16);
  }
  .ways {
    display: grid;
    gap: var(--space-2);
    justify-items: stretch;
  }
  .variant .ways .button {
    min-block-size: var(--touch-buy);
    min-inline-size: 80px;
  }
  .only {
    grid-template-columns: 1fr;
  }
  .with-cart.only {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.4fr);
  }
  .with-cart.only .button {
    inline-size: auto;
  }
  .said {
    grid-column: 1 / -1;
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .said.bad {
    color: var(--bad);
  }
  .parts li {
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    padding-block: var(--space-1);
    border-block-end: 1px solid var(--line);
    font-size: var(--size-14);
  }
  .with {
    display: grid;
    gap: var(--space-1);
  }
  .with button {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    inline-size: 100%;
    min-block-size: 56px;
    padding: var(--space-1) 0;
    border: 0;
    background: none;
    text-align: start;
    font-size: var(--size-14);
    cursor: pointer;
  }
  .with img {
    flex: none;
    inline-size: 48px;
    block-size: 48px;
    object-fit: cover;
    border-radius: var(--radius);
    background: var(--surface-sunken);
  }
  .with span {
    flex: 1;
    min-inline-size: 0;
  }
  .with nw-price {
    flex: none;
    max-inline-size: 45%;
    font-size: var(--size-14);
    text-align: end;
  }
  .maker {
    font-size: var(--size-12);
  }
`;
