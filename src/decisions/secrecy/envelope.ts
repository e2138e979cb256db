// Envelopes for secret ballots, of Node's own parts: a key pair of X25519 (RFC 7748) for each proposal; for each
// envelope a key pair that is used once, the shared secret through HKDF-SHA256 (RFC 5869) and AES-256-GCM (SP 800-38D),
// bound to what the envelope is about. The proposal's private key lies in the database only under a key made of the
// server's secret. This is the hybrid encryption of RFC 9180 in outline; both ends are this program.
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A proposal's key pair, fit to be kept: the private key is encrypted under the server's secret. */
export interface BoxKeys {
  publicKey: string;
  privateKey: string;
}

export function makeBox(secret: string, about: string): BoxKeys {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const salt = randomBytes(32);
  const wrapped = seal(wrappingKey(secret, salt), privateKey.export({ type: 'pkcs8', format: 'der' }), about);
  return { publicKey: publicBytes(publicKey).toString('base64url'), privateKey: join(salt, wrapped) };
}

/** The private key, or undefined where this server's secret is not the one it was encrypted under. */
export function openBoxKey(secret: string, privateKey: string, about: string): KeyObject | undefined {
  const bytes = Buffer.from(privateKey, 'base64url');
  const plain = unseal(wrappingKey(secret, bytes.subarray(0, 32)), bytes.subarray(32), about);
  return plain && createPrivateKey({ key: plain, type: 'pkcs8', format: 'der' });
}

/**
 * Encrypts a text to a box. It is filled up to `size` bytes (or a multiple of that), for a length would tell a yes
 * from a no.
 */
export function putInEnvelope(publicKey: string, text: string, size: number, about: string): string {
  const box = readPublic(Buffer.from(publicKey, 'base64url'));
  const once = generateKeyPairSync('x25519');
  const sender = publicBytes(once.publicKey);
  const key = sharedKey(once.privateKey, box, sender, publicBytes(box));
  const length = Buffer.byteLength(text);
  const filled = text + ' '.repeat(Math.ceil(Math.max(length, 1) / size) * size - length);
  return join(sender, seal(key, Buffer.from(filled), about));
}

/** What was put in, with what it was filled up with taken off. Throws where the envelope is not what it should be. */
export function takeFromEnvelope(privateKey: KeyObject, envelope: string, about: string): string {
  const bytes = Buffer.from(envelope, 'base64url');
  const sender = bytes.subarray(0, keyLength);
  const box = publicBytes(createPublicKey(privateKey));
  const text = unseal(sharedKey(privateKey, readPublic(sender), sender, box), bytes.subarray(keyLength), about);
  if (!text) throw new Error('an envelope was changed, or belongs elsewhere');
  return text.toString().trimEnd();
}

const keyLength = 32;
/** What comes before the 32 bytes of an X25519 key in DER: RFC 8410. */
const spki = Buffer.from('302a300506032b656e032100', 'hex');
const publicBytes = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(spki.length);
const readPublic = (bytes: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([spki, bytes]), type: 'spki', format: 'der' });

const derive = (input: Uint8Array | string, salt: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', input, salt, purpose, 32));

const wrappingKey = (secret: string, salt: Buffer): Buffer => derive(secret, salt, 'greenbelt ballot box');

const sharedKey = (own: KeyObject, other: KeyObject, sender: Buffer, box: Buffer): Buffer =>
  derive(diffieHellman({ privateKey: own, publicKey: other }), Buffer.concat([sender, box]), 'greenbelt envelope');

function seal(key: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(key: Buffer, sealed: Buffer, about: string): Buffer | undefined {
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
  cipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(12, 28));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]);
  } catch {
    return undefined;
  }
}

const join = (head: Buffer, rest: Buffer): string => Buffer.concat([head, rest]).toString('base64url');
