import { css } from 'lit';

/** Lists of what waits for a decision: held comments and questions. */
export const queueStyles = css`
  :host {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .queue {
    flex: 1;
    overflow-y: auto;
    padding: 0 var(--space-4) var(--space-3);
    outline-offset: -3px;
  }
  .queue > li {
    padding-block: var(--space-2);
    border-block-end: 1px solid var(--line);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .link {
    min-block-size: 32px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--link);
    font-size: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .text {
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    margin-block-start: var(--space-1);
  }
  .acts .button {
    min-block-size: 40px;
    padding: 0 var(--space-2);
    font-size: var(--size-12);
  }
  .sure {
    background: var(--bad-surface);
    border-color: var(--bad);
    color: var(--bad);
  }
  .sure:hover {
    background: var(--bad-surface);
  }
  kbd {
    padding: 0 5px;
    border: 1px solid currentColor;
    border-radius: 4px;
    font: inherit;
    font-size: 0.6875rem;
    line-height: 1.4;
  }
  .empty {
    padding: var(--space-4);
    color: var(--text-2);
  }
  .votes {
    min-inline-size: 2em;
    font-size: var(--size-16);
    font-weight: 700;
    color: var(--text);
    font-variant-numeric: tabular-nums;
  }
  .members {
    margin-block: var(--space-1);
    padding-inline-start: var(--space-3);
    border-inline-start: 2px solid var(--line-strong);
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .members li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
  }
  .answer {
    display: grid;
    gap: var(--space-2);
    margin-block-start: var(--space-2);
  }
  .filter {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-1) var(--space-4);
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .filter select {
    min-block-size: 36px;
    padding: 0 var(--space-2);
    border: 1px solid var(--line-strong);
    border-radius: 6px;
    background: var(--surface-raised);
    color: var(--text);
  }
`;
