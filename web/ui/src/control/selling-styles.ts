import { css } from 'lit';

/** The dialog that says how a product is sold, and its sections. */
export const sellingStyles = css`
  dialog {
    inline-size: min(600px, calc(100vw - 24px));
    max-block-size: calc(100dvh - 24px);
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-card);
    background: var(--surface);
    color: var(--text);
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    padding: var(--space-4) var(--space-6);
    border-block-end: 1px solid var(--line);
    background: var(--surface);
  }
  header h2 {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  section {
    display: grid;
    gap: var(--space-3);
    padding: var(--space-4) var(--space-6);
  }
  nw-timed-price,
  nw-drop-plan {
    display: block;
  }
  section + section,
  section + nw-timed-price,
  nw-drop-plan,
  nw-drop-plan + section {
    border-block-start: 1px solid var(--line);
  }
  .quiet {
    color: var(--text-2);
    font-size: var(--size-14);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    align-items: end;
  }
  .row .field {
    flex: 1 1 120px;
  }
  .ways {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
    gap: var(--space-2);
  }
  .way {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
    padding: var(--space-2) var(--space-3);
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
  .figure {
    font-variant-numeric: tabular-nums;
    font-weight: 700;
  }
`;
