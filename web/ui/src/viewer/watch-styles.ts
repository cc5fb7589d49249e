import { css } from 'lit';

/**
 * Three arrangements of the same parts in one grid: `phone` (everything over the picture, or under it
 * when the picture lies), `side` (picture and one column) and `wide` (shelf, picture, conversation).
 */
export const watchStyles = css`
  :host {
    display: block;
    block-size: 100dvh;
    overflow: hidden;
    background: var(--surface);
    --edge: 12px;
  }
  main {
    position: relative;
    display: grid;
    block-size: 100%;
    isolation: isolate;
  }
  nw-picture {
    z-index: 0;
  }
  nw-head {
    grid-area: head;
    z-index: 2;
    align-self: start;
    color-scheme: dark;
    color: var(--on-picture);
    pointer-events: none;
  }
  .conversation {
    grid-area: chat;
    z-index: 2;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .conversation nw-chat {
    flex: 1;
  }
  nw-rail {
    grid-area: rail;
    z-index: 3;
    align-self: end;
  }
  .slot {
    grid-area: slot;
    z-index: 3;
    display: grid;
    gap: var(--space-2);
    min-inline-size: 0;
  }
  nw-composer {
    grid-area: compose;
    z-index: 3;
  }
  nw-hearts {
    z-index: 2;
  }
  .notice-line {
    z-index: 4;
    justify-self: center;
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 36px;
    padding: 4px 16px;
    border-radius: var(--radius-round);
    background: #1b1a1d;
    color: #fff;
    font-size: var(--size-14);
    box-shadow: var(--shadow);
  }
  .notice-line button {
    min-block-size: 32px;
    padding: 0 6px;
    border: 0;
    background: none;
    color: inherit;
    text-decoration: underline;
    cursor: pointer;
  }
  .resume {
    justify-self: start;
    min-block-size: 40px;
    padding: 4px 14px;
    border-radius: var(--radius-round);
    border-color: transparent;
    background: var(--warn-surface);
    color: var(--warn);
    font-size: var(--size-14);
  }
  .resume:hover {
    background: var(--warn-surface);
    opacity: 0.92;
  }

  /* ---- phone, picture upright: everything lies over it ---- */
  .phone {
    grid-template-columns: minmax(0, 1fr) 48px;
    grid-template-rows: auto auto minmax(0, 1fr) minmax(96px, clamp(216px, 38dvh, 340px)) auto auto;
    grid-template-areas:
      'head head'
      'note note'
      '. .'
      'chat rail'
      'slot slot'
      'compose compose';
    gap: 0 var(--space-2);
    padding: calc(var(--edge) + env(safe-area-inset-top)) var(--edge) calc(var(--edge) + env(safe-area-inset-bottom));
  }
  .phone nw-picture {
    position: absolute;
    inset: 0;
    --controls-top: calc(6px + env(safe-area-inset-top));
    --controls-end: 8px;
    --veil-inset: 132px 16px max(46%, 330px);
    --line-top: calc(112px + env(safe-area-inset-top));
  }
  .phone.over .conversation {
    max-inline-size: min(70vw, 480px);
    align-self: end;
    block-size: min(100%, clamp(150px, 31dvh, 320px));
    color-scheme: dark;
  }
  .phone .slot {
    margin-block-start: var(--space-2);
    max-inline-size: 480px;
  }
  .phone.over .slot {
    color: #fff;
  }
  .phone nw-composer {
    margin-block-start: var(--space-2);
    max-inline-size: 640px;
  }
  .phone.over nw-composer {
    color-scheme: light dark;
  }
  .phone .notice-line {
    grid-area: note;
    margin-block-start: 60px;
  }
  .phone nw-hearts {
    inset-inline-end: 0;
    inset-block-end: 300px;
  }
  /* A sheet leaves a band of the picture: show its middle there. */
  .phone.under-sheet nw-picture {
    inset-block-end: auto;
    block-size: calc(100dvh - var(--sheet-height, 78dvh) + 20px);
    --veil-inset: 8px;
  }
  .phone.under-buy {
    --sheet-height: 85dvh;
  }
  .phone.under-sheet .conversation,
  .phone.under-sheet nw-rail,
  .phone.under-sheet .slot,
  .phone.under-sheet nw-composer {
    visibility: hidden;
  }

  /* ---- phone, picture lying: it keeps its shape on top, the rest is paper ---- */
  .phone.lying {
    grid-template-rows: calc(56.25vw - var(--edge)) auto minmax(0, 1fr) auto auto;
    grid-template-areas:
      'head head'
      'note note'
      'chat rail'
      'slot slot'
      'compose compose';
  }
  .phone.lying nw-picture {
    inset: 0 0 auto;
    block-size: 56.25vw;
    /* Below the title, which would lie under the words otherwise. */
    --veil-inset: 100px 12px 6px;
    --plate-padding: 4px 12px;
    --plate-more-size: var(--size-12);
  }
  .phone.lying .conversation {
    margin-inline-start: calc(-1 * var(--space-1));
  }
  .phone.lying nw-pinned {
    border-radius: var(--radius-card);
  }

  /* ---- side and wide ---- */
  .side {
    --column: 320px;
    grid-template-columns: minmax(0, 1fr) var(--column);
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    grid-template-areas:
      'picture talk'
      'picture chat'
      'picture slot'
      'picture compose';
  }
  .wide {
    --column: 360px;
    grid-template-columns: 280px minmax(0, 1fr) var(--column);
    grid-template-rows: auto minmax(0, 1fr) auto;
    grid-template-areas:
      'shelf picture talk'
      'shelf picture chat'
      'shelf picture compose';
  }
  .side nw-picture,
  .wide nw-picture {
    grid-area: picture;
    --picture-fit: contain;
    --veil-inset: 96px 24px 160px;
    --controls-top: 16px;
    --controls-end: 16px;
  }
  .side nw-head,
  .wide nw-head {
    grid-area: picture;
    align-self: start;
    justify-self: start;
    padding: var(--space-4);
  }
  .side .conversation,
  .wide .conversation,
  .side nw-composer,
  .wide nw-composer,
  .talk {
    border-inline-start: 1px solid var(--line);
    background: var(--surface);
  }
  .talk {
    grid-area: talk;
    display: flex;
    align-items: center;
    gap: var(--space-1);
    min-block-size: 56px;
    padding-inline: var(--space-4) var(--space-2);
    border-block-end: 1px solid var(--line);
  }
  .talk nw-rail {
    align-self: center;
  }
  .talk h2 {
    flex: 1;
    font-size: var(--size-16);
  }
  .side nw-composer,
  .wide nw-composer {
    padding: var(--space-3) var(--space-4) calc(var(--space-4) + env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
  }
  .side .slot {
    padding: var(--space-2);
    border-inline-start: 1px solid var(--line);
    background: var(--surface-sunken);
  }
  .wide .slot {
    grid-area: picture;
    align-self: end;
    justify-self: center;
    inline-size: min(440px, 100% - 32px);
    margin-block-end: var(--space-6);
    color: #fff;
  }
  .wide.lying .slot {
    margin-block-end: var(--space-8);
  }
  .wide.lying nw-picture {
    --picture-fit: contain;
    padding-block-end: 120px;
  }
  .side .notice-line,
  .wide .notice-line {
    grid-area: picture;
    align-self: start;
    margin-block-start: 72px;
  }
  .side nw-hearts,
  .wide nw-hearts {
    grid-area: picture;
    inset-inline-end: 24px;
    inset-block-end: 120px;
  }
  .side nw-hearts {
    inset-inline-end: calc(var(--column) + 12px);
    inset-block-end: 24px;
  }
  .wide nw-hearts {
    inset-inline-end: calc(var(--column) + 24px);
  }
  .shelf {
    grid-area: shelf;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    border-inline-end: 1px solid var(--line);
    background: var(--surface);
  }
  .about {
    display: grid;
    gap: 2px;
    padding: var(--space-4);
    border-block-end: 1px solid var(--line);
  }
  .about h1 {
    font-size: var(--size-20);
  }
  .about p {
    font-size: var(--size-14);
    color: var(--text-2);
    line-height: 1.6;
  }
  .shelf h2 {
    padding: var(--space-4) var(--space-4) var(--space-1);
    font-size: var(--size-14);
    color: var(--text-2);
  }
  .shelf .goods {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .shelf footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-4);
    border-block-start: 1px solid var(--line);
    font-size: var(--size-12);
  }

  /* ---- very low windows (a zoomed desktop): the page scrolls instead ---- */
  @media (max-height: 430px) and (max-width: 639px) {
    :host {
      overflow: auto;
    }
    .phone.over {
      block-size: auto;
      grid-template-rows: auto auto 60dvh 216px auto auto;
    }
    .phone.over nw-picture {
      inset-block-end: auto;
      block-size: 100%;
    }
  }

  /* ---- when there is no show ---- */
  .page {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-4);
    min-block-size: 100dvh;
    padding: var(--space-6);
    text-align: center;
    overflow: auto;
  }
  .page p {
    color: var(--text-2);
    max-inline-size: 28em;
  }
`;
