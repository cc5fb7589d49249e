import { readFileSync } from 'node:fs';

/** A golden file of the protocol, shared with the Java server's tests. */
export function golden<T>(name: string): T {
  const file = new URL(`../../../../chat-relay/src/test/resources/golden/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
