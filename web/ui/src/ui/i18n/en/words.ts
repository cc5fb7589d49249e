import type { str } from '@lit/localize';
import type { TemplateResult } from 'lit';

export type Words = Readonly<Record<string, string | ReturnType<typeof str> | TemplateResult>>;
