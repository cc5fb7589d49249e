import { css } from 'lit';

/** The conversation on the console. */
export const talkStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    overflow: hidden;
    position: relative;
  }
  h2 {
    padding: var(--space-3) var(--space-4) var(--space-2);
    font-size: var(--size-14);
    color: var(--text-2);
  }
  .list {
    flex: 1;
    overflow-y: auto;
    overflow-anchor: none;
    padding-inline: var(--space-4) var(--space-2);
    outline-offset: -3px;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    padding-block: 2px;
  }
  .who {
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .text {
    overflow-wrap: anywhere;
  }
  .gone .text {
    color: var(--text-2);
  }
  .staff .who {
    color: var(--link);
    font-weight: 700;
  }
  .remove {
    display: inline-grid;
    place-items: center;
    min-inline-size: 36px;
    min-block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--text-2);
    font-size: var(--size-12);
    cursor: pointer;
  }
  .remove:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  .mark {
    padding: 0 6px;
    border-radius: 4px;
    background: var(--surface-sunken);
    font-size: 0.6875rem;
    font-weight: 700;
  }
  .mark.asks {
    background: var(--warn-surface);
    color: var(--warn);
  }
  .mark.buyer {
    background: var(--good-surface);
    color: var(--good);
  }
  .mark.reported {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    background: var(--bad-surface);
    color: var(--bad);
  }
  .quote {
    overflow: hidden;
    font-size: var(--size-12);
    color: var(--text-2);
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .row-acts {
    display: flex;
  }
  .pinned {
    display: flex;
    align-items: flex-start;
    gap: var(--space-2);
    padding: var(--space-1) var(--space-2) var(--space-1) var(--space-4);
    border-block-end: 1px solid var(--line);
    background: var(--surface-sunken);
    font-size: var(--size-12);
  }
  .pinned .icon {
    margin-block-start: 8px;
  }
  .pinned p {
    flex: 1;
    padding-block: 6px;
    overflow-wrap: anywhere;
  }
  .remove.armed {
    padding-inline: var(--space-2);
    background: var(--bad-surface);
    color: var(--bad);
    font-weight: 700;
  }
  .latest {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 76px;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .latest .button {
    pointer-events: auto;
    border-radius: var(--radius-round);
    font-size: var(--size-12);
    min-block-size: 36px;
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding: 2px var(--space-4);
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .waiting.failed {
    color: var(--bad);
  }
  .waiting button {
    min-block-size: 32px;
    border: 0;
    background: none;
    color: var(--link);
    text-decoration: underline;
    cursor: pointer;
  }
  form {
    display: flex;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-3) var(--space-3);
    border-block-start: 1px solid var(--line);
  }
  .over {
    border-color: var(--bad);
  }
  .send {
    flex: none;
    padding-inline: var(--space-3);
  }
  .empty {
    padding: var(--space-4);
    color: var(--text-2);
  }
`;
