// Links by which a representative votes from a mail: each acts for one member in one question, as one person, until
// the close, and can be used again to change the vote. The token authorises, whoever holds it.
import { createHash, createHmac } from 'node:crypto';
import type { App } from '../kernel/app.ts';
import type { Db } from '../system/database/connect.ts';

export interface BallotLink {
  id: string;
  coalitionId: string;
  slug: string;
  proposalId: string;
  entryId: string;
  memberId: string;
  personId: string;
  revokedAt: Date | null;
}

/**
 * The token of a link: 160 bits that only this server can make, again at each reminder, so that they need not be kept.
 * Small letters and digits, because it stands in the address of a reply, too, and some programs drop capitals.
 */
export const linkToken = (secret: string, id: string): string =>
  base32(createHmac('sha256', secret).update(`ballot link ${id}`).digest().subarray(0, 20));

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

function base32(bytes: Buffer): string {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += 'abcdefghijklmnopqrstuvwxyz234567'[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text;
}

/** The link behind a token, whatever became of it; with `lock`, it cannot be revoked until the end of the transaction. */
export async function findLink(db: Db, token: string, lock = false): Promise<BallotLink | undefined> {
  const query = db
    .selectFrom('ballotLinks as l')
    .innerJoin('coalitions as c', 'c.id', 'l.coalitionId')
    .select(['l.id', 'l.coalitionId', 'c.slug', 'l.proposalId', 'l.entryId', 'l.memberId', 'l.personId', 'l.revokedAt'])
    .where('l.tokenHash', '=', hashOf(token.toLowerCase()));
  return (lock ? query.forShare('l') : query).executeTakeFirst();
}

export interface Voter {
  coalition: string;
  proposal: string;
  entry: string;
  member: string;
  person: string;
}

/** The token for a voter's mails: made at the first one, the same at the next; none where the link was revoked. */
export async function tokenFor({ secret, ids }: App, db: Db, voter: Voter, now: Date): Promise<string | undefined> {
  const id = ids.next();
  await db
    .insertInto('ballotLinks')
    .values({
      id,
      coalitionId: voter.coalition,
      proposalId: voter.proposal,
      entryId: voter.entry,
      memberId: voter.member,
      personId: voter.person,
      tokenHash: hashOf(linkToken(secret, id)),
      createdAt: now,
    })
    .onConflict((conflict) => conflict.columns(['coalitionId', 'entryId', 'personId']).doNothing())
    .execute();
  const link = await db
    .selectFrom('ballotLinks')
    .select(['id', 'revokedAt'])
    .where('coalitionId', '=', voter.coalition)
    .where('entryId', '=', voter.entry)
    .where('personId', '=', voter.person)
    .executeTakeFirstOrThrow();
  return link.revokedAt === null ? linkToken(secret, link.id) : undefined;
}

/** `t…@dockers.example`: enough for colleagues to know whose address it is, too little for a list of addresses. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '' : `${address[0]}…${address.slice(at)}`;
}
