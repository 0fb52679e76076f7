import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs small facts that go out with a card and come back with a press, so that none can be made up. */
export interface Signer {
  /** The payload and its signature as one opaque text. */
  sign(purpose: string, payload: unknown): string;
  /** The payload of a text that this signer made for this purpose, else undefined. */
  read(purpose: string, token: unknown): unknown;
}

const signatureBytes = 16;
const longestToken = 2_000;

export function createSigner(secret: string): Signer {
  const signatureOf = (purpose: string, body: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${body}`).digest().subarray(0, signatureBytes);
  return {
    sign(purpose, payload) {
      const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
      return `${body}.${signatureOf(purpose, body).toString('base64url')}`;
    },
    read(purpose, token) {
      if (typeof token !== 'string' || token.length > longestToken) return undefined;
      const [body = '', signature = '', ...rest] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const right = signatureOf(purpose, body);
      if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return JSON.parse(Buffer.from(body, 'base64url').toString());
    },
  };
}
