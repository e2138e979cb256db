/** What a representative may do for a member: decide on the spot, only after consulting, or only observe. */
export type Authority = 'decides' | 'consults' | 'observes';

export interface Representation {
  representative: string;
  member: string;
  memberName: string;
  authority: Authority;
}

/** What somebody is inside one coalition. */
export interface Standing {
  coordinator: boolean;
  /** Present representations only: the term has begun and has not ended, and the member belongs to the coalition. */
  represents: Representation[];
}

/** Through which door a command came; `clock` is the server itself keeping an appointed hour. */
export type Via = 'browser' | 'api' | 'command line' | 'mail' | 'clock';

export interface Actor {
  person: string | null;
  via: Via;
  operator: boolean;
  standing: Standing;
}

export const noStanding: Standing = { coordinator: false, represents: [] };

/** Is the person part of the coalition at all, in whatever capacity? */
export const isInsider = (actor: Actor): boolean =>
  actor.via === 'clock' || actor.standing.coordinator || actor.standing.represents.length > 0;

/** The representation under which somebody acts for a member, if they may act for it at all. */
export const representing = (actor: Actor, member: string): Representation | undefined =>
  actor.standing.represents.find((r) => r.member === member);
