import { css } from 'lit';

/** Where the panes of the console lie: three columns, two with tabs below 1200 px, one below 800 px. */
export const layout = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    block-size: 100dvh;
    background: var(--surface-sunken);
    color: var(--text);
    font-size: var(--size-14);
    line-height: 1.5;
  }
  .panes {
    display: grid;
    grid-template: minmax(0, 1fr) minmax(0, 0.8fr) / 280px minmax(0, 1fr) 340px;
    grid-template-areas: 'rundown middle talk' 'rundown middle orders';
    gap: 1px;
    background: var(--line);
    min-block-size: 0;
  }
  .panes > * {
    background: var(--surface);
    min-block-size: 0;
    min-inline-size: 0;
  }
  nw-rundown {
    grid-area: rundown;
  }
  .middle {
    grid-area: middle;
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
  }
  nw-talk {
    grid-area: talk;
  }
  nw-order-feed {
    grid-area: orders;
  }
  .tabs {
    display: none;
  }
  .lost {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-2) var(--space-4);
    background: var(--bad-surface);
    color: var(--bad);
  }
  .lost .button {
    min-block-size: 36px;
    padding-block: 0;
  }
  .whole {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-3);
    block-size: 100dvh;
    padding: var(--space-4);
    text-align: center;
  }
  @media (min-width: 1400px) {
    .panes {
      grid-template-columns: 320px minmax(0, 1fr) 380px;
    }
  }
  @media (max-width: 1199px) {
    .panes {
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 340px;
      grid-template-areas: 'middle tabs' 'middle side';
    }
    nw-rundown,
    nw-talk,
    nw-order-feed {
      grid-area: side;
    }
    .panes:not([data-side='rundown']) nw-rundown,
    .panes:not([data-side='talk']) nw-talk,
    .panes:not([data-side='orders']) nw-order-feed {
      display: none;
    }
    .tabs {
      grid-area: tabs;
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: 2px;
      padding: var(--space-1) var(--space-2);
    }
    .tabs button {
      min-block-size: var(--touch);
      border: 0;
      border-block-end: 2px solid transparent;
      background: none;
      color: var(--text-2);
      cursor: pointer;
    }
    .tabs button[aria-pressed='true'] {
      border-color: var(--text);
      color: var(--text);
      font-weight: 700;
    }
  }
  @media (max-width: 799px) {
    :host {
      block-size: auto;
      min-block-size: 100dvh;
    }
    .panes {
      grid-template: auto auto minmax(480px, 60dvh) / minmax(0, 1fr);
      grid-template-areas: 'middle' 'tabs' 'side';
    }
  }
`;
