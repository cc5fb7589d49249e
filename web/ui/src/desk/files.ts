/** Files from and to the server, with the same errors as `ui/api`. */
import { ApiError, newKey } from '../ui/api';

export interface ImportedRow {
  readonly line: number;
  readonly number: string;
  readonly tracking: string;
  readonly outcome: string;
}

export interface Imported {
  readonly shipped: number;
  readonly refused: number;
  readonly rows: readonly ImportedRow[];
}

/** Loads a file and hands it to the person. */
export async function download(path: string, name: string): Promise<void> {
  const response = await answered(path, {});
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export async function sendTracking(carrier: string, file: File, dry: boolean): Promise<Imported> {
  const response = await answered(`/api/desk/shipments/tracking?carrier=${encodeURIComponent(carrier)}&dry=${String(dry)}`, {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() },
  });
  return (await response.json()) as Imported;
}

async function answered(path: string, how: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...how });
  } catch {
    throw new ApiError(0, 'offline', '', '', true);
  }
  if (response.ok) return response;
  let problem: Record<string, unknown> = {};
  try {
    problem = (await response.json()) as Record<string, unknown>;
  } catch {
    // Not from our server: the status is all we know.
  }
  const words = (value: unknown): string => (typeof value === 'string' ? value : '');
  throw new ApiError(response.status, words(problem['code']) || 'unknown', words(problem['ja']), words(problem['en']), response.status >= 500, problem);
}
