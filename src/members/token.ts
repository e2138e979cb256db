import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: too many to guess, so a plain hash of them is safe to keep. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
